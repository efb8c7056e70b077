/** Holds whoever awaits `wait()` until `open()` is called. */
export interface Gate {
  wait(): Promise<void>
  /** Resolves once somebody waits. */
  readonly isReached: Promise<void>
  open(): void
}

export function createGate(): Gate {
  let open = () => {}
  let reached = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  const isReached = new Promise<void>(resolve => {
    reached = resolve
  })
  const wait = () => {
    reached()
    return opened
  }
  return { wait, isReached, open }
}
