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
  const { person, decideAll } = createWaitingPerson(simulator)
  import('../panel/index.js').then(
    panel => {
      simulator.person = decidedBefore
      try {
        if (!isClosed) closePanel = panel.openPanel(simulator, controls)
      } finally {
        decideAll()
      }
    },
    (error: Error) => {
      simulator.person = decidedBefore
      console.error(
        `wx-ready: the panel of the simulator cannot be loaded: serve dist/simulator/panel/ beside this file. ${error.message}`,
      )
      decideAll()
    },
  )
  simulator.person = person
  return () => {
    isClosed = true
    closePanel?.()
  }
}

/** The user, who decides later. */
interface WaitingPerson {
  readonly person: Person
  /** Asks whoever is the simulator's person now, at once and in order: a call that comes next must not overtake these. */
  decideAll(): void
}

function createWaitingPerson(simulator: Simulator): WaitingPerson {
  const waiting: (() => void)[] = []
  const decide = async (api: string, parameters: unknown) =>
    (simulator.person as Record<string, ((parameters: unknown) => unknown) | undefined>)[api]?.(parameters)
  const wait = (api: string) => (parameters: unknown) =>
    new Promise(resolve => waiting.push(() => resolve(decide(api, parameters))))
  return {
    person: Object.fromEntries(ASKED_APIS.map(api => [api, wait(api)])) as Person,
    decideAll() {
      for (const each of waiting) each()
    },
  }
}
