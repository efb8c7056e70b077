/**
 * Calls a listener of the page. A mistake in it must not break the page's way; it is still reported, as uncaught errors are.
 *
 * @returns whether it returned
 */
export function tell<Event>(listener: ((event: Event) => void) | undefined, event: Event): boolean {
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
