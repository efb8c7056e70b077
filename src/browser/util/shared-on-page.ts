/**
 * State shared by every copy of this library on a page: WeChat keeps one listener per event, and a Trusted Types policy can
 * be created only once. Increment the number in the key when the meaning of an entry changes.
 */
export const KEY: unique symbol = Symbol.for('wx-ready:1') as never

/** Gets the entry of this name, or creates it. */
export function sharedOnPage<T>(name: string, create: () => T): T {
  const page = window as unknown as { [KEY]?: Record<string, T> }
  page[KEY] ??= {}
  const entries = page[KEY]
  entries[name] ??= create()
  return entries[name]
}
