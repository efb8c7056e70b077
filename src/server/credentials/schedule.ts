import type { Held, Obtained, Plan } from './cached-credential.js'

/** When to ask again, once WeChat has given something. @param before what was held until then */
export type MakePlan = (obtained: Obtained, before: Held | undefined) => Plan

const MINUTE = 60_000

/** In a token's last 5 minutes WeChat gives a new one; asked at their very beginning it may still give the old. */
const ROTATED = 4.8 * MINUTE

/** A stable token is asked for again when WeChat has the next one ready; both hold then. */
export const planStableToken: MakePlan = ({ life }) => planToken(life, life - ROTATED)

/** A token of `cgi-bin/token` is replaced every hour. */
export const planLegacyToken: MakePlan = ({ life }) => planToken(life, Math.min(60 * MINUTE, life - ROTATED))

function planToken(life: number, askIn: number): Plan {
  return { askIn: Math.max(askIn, life / 6), holdsFor: life, knownFor: 0, ageKnown: true }
}

/** How often a ticket is asked for whose age is not known: it may die at any time. */
const AGE_UNKNOWN = 5 * MINUTE
const AGE_KNOWN = 30 * MINUTE

/** From so long before its end a ticket is asked for every minute: so well is its age known. */
const LAST_MINUTES = 5 * MINUTE

/** A minute, less what the request takes. */
const EVERY_MINUTE = 55_000

/** A ticket that was due for this long without being asked for, in ms, may have been replaced unnoticed. */
const LONG_OVERDUE = MINUTE

/** The time between two looks at a ticket of unknown age, and some delay. */
const CLOSE = AGE_UNKNOWN + MINUTE

/**
 * WeChat says 7200 s of a ticket whatever its age: only of one that was seen to follow another it is known. Until then
 * WeChat is asked often, and after that at leisure.
 */
export const planTicket: MakePlan = ({ value, life }, before) => {
  const same = before?.value === value
  const knownFor = same ? before.knownFor + before.age() : 0
  const ageKnown = same ? before.ageKnown : before !== undefined && before.age() <= CLOSE
  const left = life - knownFor
  const atLeisure = left > LAST_MINUTES ? Math.min(AGE_KNOWN, left - LAST_MINUTES) : EVERY_MINUTE
  const askIn = ageKnown ? atLeisure : AGE_UNKNOWN
  // Where WeChat names it beyond its end, it holds for a moment more.
  return { askIn, holdsFor: left > 0 ? left : askIn, knownFor, ageKnown }
}

/** A token of known life dies early only where somebody else kills it, and then WeChat says so. */
export const tokenMayBeDead = (): boolean => false

/**
 * Whether a ticket that is due may be dead: one that nobody asked for in time, unless its age is known and its end is not
 * near. Until then, callers are given it while it is asked for in the background.
 */
export function ticketMayBeDead(held: Held): boolean {
  const age = held.age()
  if (age - held.askIn < LONG_OVERDUE) return false
  return !held.ageKnown || age >= held.holdsFor - CLOSE
}
