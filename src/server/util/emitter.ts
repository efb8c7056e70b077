/**
 * Passes events on to a listener of the program, if there is one. Ignores what the listener throws, or rejects with: a
 * bug in it must neither fail a call nor end the process.
 */
export function createEmitter<Event>(listener: ((event: Event) => void) | undefined): (event: Event) => void {
  return async event => {
    try {
      await listener?.(event)
    } catch {
      // There is nobody left to report it to.
    }
  }
}

/** Reports an option that is probably a mistake: as an event, or with `console.warn` if nobody listens. */
export function createWarner(
  listener: ((event: { type: 'warning'; message: string }) => void) | undefined,
): (message: string) => void {
  const emit = createEmitter(listener)
  return listener ? message => emit({ type: 'warning', message }) : message => console.warn(message)
}
