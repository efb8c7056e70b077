/**
 * State shared by every copy of this library on a page: WeChat keeps one listener per event, and a Trusted Types policy can
 * be created only once. Increment the number in the key when the meaning of an entry changes.
 */
const KEY = Symbol.for('wx-ready:1')

/** Gets the entry of this name, or creates it. */
export function sharedOnPage<T>(name: string, create: () => T): T {
  const page = window as unknown as Record<symbol, Record<string, T> | undefined>
  page[KEY] ??= {}
  const entries = page[KEY]
  entries[name] ??= create()
  return entries[name]
}
