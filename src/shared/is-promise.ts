/** Also true for the promise of an async function where a page has replaced the global `Promise`, as zone.js and bluebird do. */
export function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as Partial<Promise<T>> | null | undefined)?.then === 'function'
}
