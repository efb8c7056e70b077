import type { ComponentChild } from 'preact'
import { createChangeListeners } from './change-listeners.js'

/** Draws a sheet. The sheet calls `settle` with what the user decided. */
export type DrawSheet<Outcome> = (settle: (outcome: Outcome) => void) => ComponentChild

/** The sheets that wait for the user. One is shown at a time, in the order in which they were asked for. */
export interface SheetQueue {
  /** The sheet to show, and a key that differs for each. */
  readonly current: { readonly key: number; draw(): ComponentChild } | undefined
  /** Shows a sheet and waits for the user's decision. */
  ask<Outcome>(draw: DrawSheet<Outcome>): Promise<Outcome>
  /** Drops all sheets. Their promises stay pending: nobody waits for them any more. */
  clear(): void
  subscribe(listener: () => void): () => void
}

export function createSheetQueue(): SheetQueue {
  const { subscribe, notify } = createChangeListeners()
  let waiting: { key: number; draw(): ComponentChild }[] = []
  let lastKey = 0
  return {
    get current() {
      return waiting[0]
    },
    ask: draw =>
      new Promise(resolve => {
        lastKey += 1
        const sheet = {
          key: lastKey,
          draw: () =>
            draw(outcome => {
              waiting = waiting.filter(each => each !== sheet)
              notify()
              resolve(outcome)
            }),
        }
        waiting.push(sheet)
        notify()
      }),
    clear() {
      waiting = []
      notify()
    },
    subscribe,
  }
}
