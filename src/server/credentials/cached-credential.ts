import { randomUUID } from 'node:crypto'
import type { StoreEntry } from '../store/store.js'
import { startStopwatch } from '../util/stopwatch.js'

/** What WeChat gave: a token or a ticket. */
export interface Obtained {
  value: string
  /** In ms, as WeChat says. */
  life: number
}

/** When to ask WeChat again, and how long to go on giving what it gave; in ms from when it gave it. */
export interface Plan {
  askIn: number
  holdsFor: number
  /** How long this very value has been known already, in ms. */
  knownFor: number
  /** Whether that is its age: it was seen to take another one's place. */
  ageKnown: boolean
}

/** A token or ticket as the store has it. It holds no time of day: the clocks of two machines need not agree. */
interface Kept extends Plan {
  value: string
  /** Another one each time that WeChat was asked, also where it gave the same value. */
  id: string
  /** How long ago each refresh of late was that followed a refusal, in ms. */
  refusals: readonly number[]
}

/** The same in this process. */
export interface Held extends Kept {
  /** How long ago WeChat gave it, in ms. */
  age(): number
  /** How long ago the store gave it or took it, in ms. */
  seen(): number
  /** How old it was then. */
  ageSeen: number
  /** The store did not take it: better here than lost. */
  unsaved: boolean
}

/** No token or ticket of WeChat lives longer, in ms. */
export const LONGEST_LIFE = 7200_000

/** What is dead is kept for a while, in ms: the next one is known to follow it. */
const LINGER = 600_000

/** How long the store is to keep it, in ms. */
export const toTtl = ({ holdsFor }: Plan): number => holdsFor + LINGER

export function createHeld(kept: Omit<Kept, 'id'>): Held {
  const holdsFor = Math.ceil(kept.holdsFor)
  const askIn = Math.min(kept.askIn, holdsFor)
  return inThisProcess({ ...kept, id: randomUUID(), askIn, holdsFor }, 0, startStopwatch())
}

/** @param seen was started before the store was asked: rather too old than too young */
export function readEntry({ value: text, ttl }: StoreEntry, seen: () => number): Held | undefined {
  const kept = parse(text)
  // What is gone of the time that it was to be kept is its age.
  return kept && inThisProcess(kept, Math.max(toTtl(kept) - ttl, 0), seen)
}

export function toText({ value, id, askIn, holdsFor, knownFor, ageKnown, refusals }: Held): string {
  return JSON.stringify({ value, id, askIn, holdsFor, knownFor, ageKnown, refusals })
}

export const isDue = (held: Held): boolean => held.age() >= held.askIn
export const isAlive = (held: Held): boolean => held.age() < held.holdsFor

/** How old something is, is known but roughly, in ms: the store may take its time to tell. */
const DOUBT = 5000

/**
 * What the store has, but where this process has a younger one: the store did not take it, has lost it with its last
 * moments when another server took over, or has answered late.
 */
export function choose(stored: Held | undefined, own: Held | undefined): Held | undefined {
  if (!stored || !own) return stored ?? own
  const doubt = own.unsaved ? 0 : DOUBT
  return own.id !== stored.id && own.age() + doubt < stored.age() ? own : stored
}

function inThisProcess(kept: Kept, ageSeen: number, seen: () => number): Held {
  return { ...kept, unsaved: false, seen, ageSeen, age: () => ageSeen + seen() }
}

/** Treats a malformed entry as missing. */
function parse(text: string): Kept | undefined {
  try {
    const kept = JSON.parse(text) as Kept
    const { value, id, askIn, holdsFor, knownFor, ageKnown, refusals } = kept
    const numbers = [askIn, holdsFor, knownFor, ...refusals]
    const texts = [value, id].every(text => typeof text === 'string' && text !== '')
    const isWhole = texts && typeof ageKnown === 'boolean' && numbers.every(Number.isFinite)
    return isWhole && holdsFor <= LONGEST_LIFE ? kept : undefined
  } catch {
    return undefined
  }
}
