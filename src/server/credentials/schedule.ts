import type { CachedCredential, Schedule } from './cached-credential.js'
import type { Issued } from './issued.js'

/** When a kind of credential is refreshed. */
export interface RefreshPolicy {
  /** @param before what was cached until then */
  schedule(issued: Issued, before: CachedCredential | undefined): Schedule
  /** Whether a value that is due may have expired early, so that callers should wait for the refresh. */
  mayHaveExpired(credential: CachedCredential): boolean
}

const MINUTE = 60_000

/** WeChat issues the next token 5 minutes before a token expires. Asked right then, it may still return the old one. */
const NEXT_TOKEN = 4.8 * MINUTE

/** A stable token is refreshed once WeChat issues the next one; both are valid then. */
export const STABLE_TOKEN: RefreshPolicy = {
  schedule: ({ lifetime }) => scheduleToken(lifetime, lifetime - NEXT_TOKEN),
  mayHaveExpired,
}

/** A token of `cgi-bin/token` is refreshed every hour. */
export const LEGACY_TOKEN: RefreshPolicy = {
  schedule: ({ lifetime }) => scheduleToken(lifetime, Math.min(60 * MINUTE, lifetime - NEXT_TOKEN)),
  mayHaveExpired,
}

function scheduleToken(lifetime: number, refreshAfter: number): Schedule {
  return {
    refreshAfter: Math.max(refreshAfter, lifetime / 6),
    expiresAfter: lifetime,
    knownFor: 0,
    ageKnown: true,
  }
}

/** A token expires early only if another program replaces it, and then WeChat refuses it. */
function mayHaveExpired(): boolean {
  return false
}

/** How often a ticket of unknown age is refreshed: it may expire at any time. */
const AGE_UNKNOWN = 5 * MINUTE
const AGE_KNOWN = 30 * MINUTE

/** The last part of a ticket's life, in which it is refreshed every minute: its age is not known more precisely. */
const LAST_MINUTES = 5 * MINUTE

/** A minute, less the time of the request. */
const EVERY_MINUTE = 55_000

/** A ticket whose refresh is overdue by this much, in ms, may have been replaced unnoticed. */
const OVERDUE = MINUTE

/** The interval at which a ticket of unknown age is refreshed, with a margin. */
const AGE_PRECISION = AGE_UNKNOWN + MINUTE

/**
 * WeChat reports 7200 s for a ticket whatever its age. The age is known only of a ticket that was seen to replace another
 * one; until then it is refreshed often.
 */
export const TICKET: RefreshPolicy = {
  schedule({ value, lifetime }, before) {
    const isSame = before?.value === value
    const knownFor = isSame ? before.knownFor + before.age() : 0
    const ageKnown = isSame ? before.ageKnown : before !== undefined && before.age() <= AGE_PRECISION
    const left = lifetime - knownFor
    const whenAgeKnown = left > LAST_MINUTES ? Math.min(AGE_KNOWN, left - LAST_MINUTES) : EVERY_MINUTE
    const refreshAfter = ageKnown ? whenAgeKnown : AGE_UNKNOWN
    // If WeChat still returns the ticket past its expected expiry, use it until the next refresh.
    return { refreshAfter, expiresAfter: left > 0 ? left : refreshAfter, knownFor, ageKnown }
  },

  /** True if the refresh is overdue, unless the age is known and the expiry is not near. */
  mayHaveExpired({ age, refreshAfter, expiresAfter, ageKnown }) {
    if (age() - refreshAfter < OVERDUE) return false
    return !ageKnown || age() >= expiresAfter - AGE_PRECISION
  },
}
