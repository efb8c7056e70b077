/** How much of a value to show. */
interface Limits {
  /** Characters of a text. */
  readonly text: number
  /** Entries of an array or an object. */
  readonly entries: number
  readonly depth: number
}

/** A picture as text has millions of characters. */
const LIMITS: Limits = { text: 500, entries: 100, depth: 6 }

/**
 * A copy of any value that can be shown as JSON: long texts and lists are cut, and what JSON does not know becomes text. It
 * stays as it is if the page changes the value later, and does not keep a large value in memory.
 */
export function toReadable(value: unknown, limits: Limits = LIMITS): unknown {
  return copy(value, limits, limits.depth, new Set())
}

function copy(value: unknown, limits: Limits, depth: number, parents: ReadonlySet<unknown>): unknown {
  if (typeof value === 'string') return cut(value, limits.text)
  if (typeof value === 'function') return `[function ${value.name}]`
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return String(value)
  if (parents.has(value)) return '[circular]'
  if (depth === 0) return '…'
  const inside = new Set(parents).add(value)
  const next = (each: unknown) => copy(each, limits, depth - 1, inside)
  if (Array.isArray(value)) {
    const shown = value.slice(0, limits.entries).map(next)
    return value.length > shown.length ? [...shown, `… (${value.length})`] : shown
  }
  return copyFields(value, limits, next)
}

function copyFields(value: object, { entries }: Limits, next: (each: unknown) => unknown): unknown {
  const keys = Object.keys(value)
  // A Blob, an element, a Date: its own fields say nothing.
  if (keys.length === 0 && !isPlain(value)) return String(value)
  const shown = keys.slice(0, entries).map(key => [key, next(read(value, key))] as const)
  return Object.fromEntries(keys.length > entries ? [...shown, ['…', `(${keys.length})`]] : shown)
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** A getter of the page may throw. */
function read(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key]
  } catch (error) {
    return String(error)
  }
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}… (${text.length})` : text
}
