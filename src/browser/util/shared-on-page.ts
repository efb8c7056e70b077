/**
 * State that every copy of this library on a page shares: a client keeps one listener for an event, and a Trusted Types
 * policy can be created once. The number in the key changes when the meaning of an entry does.
 */
const KEY = Symbol.for('wx-ready:1')

/** Gets the entry of this name, or makes it. */
export function sharedOnPage<T>(name: string, make: () => T): T {
  const page = window as unknown as Record<symbol, Record<string, T> | undefined>
  page[KEY] ??= {}
  const entries = page[KEY]
  entries[name] ??= make()
  return entries[name]
}
