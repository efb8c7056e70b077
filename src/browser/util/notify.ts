/**
 * Calls a listener of the page. If it throws, the library goes on and the error is reported as an uncaught one.
 *
 * @returns whether the listener returned
 */
export function notify<Event>(listener: ((event: Event) => void) | undefined, event: Event): boolean {
  try {
    listener?.(event)
    return true
  } catch (error) {
    setTimeout(() => {
      throw error
    })
    return false
  }
}
