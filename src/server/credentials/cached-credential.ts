import { randomUUID } from 'node:crypto'
import type { StoreEntry } from '../store/store.js'
import { startStopwatch } from '../util/stopwatch.js'
import { MAX_LIFETIME } from './issued.js'

/** When to ask WeChat again and how long to use the value, in ms since it was issued. */
export interface Schedule {
  refreshAfter: number
  expiresAfter: number
  /** How long ago this value was first seen, in ms, when WeChat returned it. */
  knownFor: number
  /** Whether `knownFor` is its age: it was seen to replace another value. */
  ageKnown: boolean
}

/** A token or ticket as the store has it. It contains no time of day, because clocks of two machines differ. */
export interface StoredCredential extends Schedule {
  value: string
  /** Different for each request to WeChat, even if WeChat returned the same value. */
  id: string
  /** The age of each recent refresh that followed a refusal, in ms before the value was issued. */
  refusals: readonly number[]
}

/** The same in the memory of this process. */
export interface CachedCredential extends StoredCredential {
  /** Time since WeChat issued it, in ms. */
  age(): number
  /** Time since it was read from the store or written to it, in ms. */
  sinceSync(): number
  /** Its age at that time, in ms. */
  ageAtSync: number
  /** The store failed to take it, so only this process has it. */
  unsaved: boolean
}

/** How long the store keeps an expired value, in ms: the next one is then known to be new. */
const KEEP_EXPIRED = 600_000

/** How long the store is to keep it, in ms. */
export function storeTtl({ expiresAfter }: Schedule): number {
  return expiresAfter + KEEP_EXPIRED
}

export function createCachedCredential(issued: Omit<StoredCredential, 'id'>): CachedCredential {
  const expiresAfter = Math.ceil(issued.expiresAfter)
  const refreshAfter = Math.min(issued.refreshAfter, expiresAfter)
  return toCached({ ...issued, id: randomUUID(), refreshAfter, expiresAfter }, 0, startStopwatch())
}

/** @param sinceRead was started before the read, so that the age is over-estimated, never under-estimated */
export function fromStoreEntry(
  { value: text, ttl }: StoreEntry,
  sinceRead: () => number,
): CachedCredential | undefined {
  const stored = parse(text)
  // The store counts down the time to live, so what is gone of it is the age.
  return stored && toCached(stored, Math.max(storeTtl(stored) - ttl, 0), sinceRead)
}

/** In the store, `refreshAfter` is called `askIn` and `expiresAfter` `holdsFor`: other versions of this library read it. */
export function toStoreText(credential: CachedCredential): string {
  const { value, id, refreshAfter: askIn, expiresAfter: holdsFor, knownFor, ageKnown, refusals } = credential
  return JSON.stringify({ value, id, askIn, holdsFor, knownFor, ageKnown, refusals })
}

export const isDue = (credential: CachedCredential): boolean => credential.age() >= credential.refreshAfter
export const isAlive = (credential: CachedCredential): boolean => credential.age() < credential.expiresAfter

/** The most by which the age of a stored value is over-estimated, in ms, because the store is slow to respond. */
const AGE_TOLERANCE = 5000

/**
 * The stored value, unless this process has a newer one: the store may have failed to take it, have lost it in a
 * failover, or respond late.
 */
export function newerOf(
  stored: CachedCredential | undefined,
  own: CachedCredential | undefined,
): CachedCredential | undefined {
  if (!stored || !own) return stored ?? own
  const tolerance = own.unsaved ? 0 : AGE_TOLERANCE
  return own.id !== stored.id && own.age() + tolerance < stored.age() ? own : stored
}

function toCached(stored: StoredCredential, ageAtSync: number, sinceSync: () => number): CachedCredential {
  return { ...stored, unsaved: false, sinceSync, ageAtSync, age: () => ageAtSync + sinceSync() }
}

/** Treats a malformed entry as missing. */
function parse(text: string): StoredCredential | undefined {
  try {
    const { value, id, askIn, holdsFor, knownFor, ageKnown, refusals } = JSON.parse(text)
    const hasTexts = [value, id].every(one => typeof one === 'string' && one !== '')
    const hasNumbers = [askIn, holdsFor, knownFor, ...refusals].every(Number.isFinite)
    const isValid = hasTexts && hasNumbers && typeof ageKnown === 'boolean' && holdsFor <= MAX_LIFETIME
    return isValid
      ? { value, id, refreshAfter: askIn, expiresAfter: holdsFor, knownFor, ageKnown, refusals }
      : undefined
  } catch {
    return undefined
  }
}
