import type { Person } from './api-types.js'
import { ASKED_APIS } from './asked-apis.js'
import type { Controls } from './controls.js'
import type { Simulator } from './simulator-types.js'

/**
 * Loads the panel, a file of its own, and opens it. Calls that a page makes meanwhile wait for it, because the panel asks the
 * user.
 *
 * @returns a function that closes it
 */
export function openPanel(simulator: Simulator, controls: Controls): () => void {
  const decidedBefore = simulator.person
  let closePanel: (() => void) | undefined
  let isClosed = false
  const opened = import('../panel/index.js').then(
    panel => {
      simulator.person = decidedBefore
      if (!isClosed) closePanel = panel.openPanel(simulator, controls)
    },
    (error: Error) => {
      simulator.person = decidedBefore
      console.error(
        `wx-ready: the panel of the simulator cannot be loaded: serve dist/simulator/panel/ beside this file. ${error.message}`,
      )
    },
  )
  simulator.person = waitingPerson(opened, simulator)
  return () => {
    isClosed = true
    closePanel?.()
  }
}

/** The user, who decides once the panel is open. */
function waitingPerson(opened: Promise<void>, simulator: Simulator): Person {
  const decide = (api: string) => async (parameters: unknown) => {
    await opened
    return (simulator.person as Record<string, ((parameters: unknown) => unknown) | undefined>)[api]?.(
      parameters,
    )
  }
  return Object.fromEntries(ASKED_APIS.map(api => [api, decide(api)])) as Person
}
