/**
 * Calls a listener of the page. A mistake in it must not break the page's way; it is still reported, as uncaught errors are.
 */
export function tell<Event>(listener: ((event: Event) => void) | undefined, event: Event): void {
  try {
    listener?.(event)
  } catch (error) {
    setTimeout(() => {
      throw error
    })
  }
}
