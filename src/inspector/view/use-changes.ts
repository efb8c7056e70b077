import { useLayoutEffect, useReducer } from 'preact/hooks'

/** Something that tells of its changes. */
interface Changing {
  /** @returns a function that removes the listener */
  subscribe(listener: () => void): () => void
}

/** Renders the component again after each change. A layout effect, which misses none: other effects run after the next frame. */
export function useChanges(source: Changing): void {
  const [, render] = useReducer((count: number, _action: undefined) => count + 1, 0)
  useLayoutEffect(() => source.subscribe(() => render(undefined)), [source])
}
