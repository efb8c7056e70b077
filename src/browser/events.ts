import { toClientName } from '../shared/client-names.js'
import { statusOf, toResult } from './answer.js'
import type { Api } from './api-rows.js'
import type { EventName } from './api-types.js'
import { EVENTS } from './apis.js'
import { type Answer, listenOnBridge } from './bridge.js'
import { WxError } from './errors.js'
import type { Session } from './session.js'
import { tell } from './tell.js'

/** Listens to an event. @returns a function that ends it */
export type Listen = (api: EventName, listener: (event: object) => void) => () => void

interface Parts {
  session: Session
  report: (error: unknown) => void
}

type Hear = (event: Answer) => void

/**
 * Who listens to what. A client keeps one callback for each event, so all listeners of the page share it, whichever
 * instance they belong to: the state is the page's own, and not an instance's.
 */
const heard = new Map<string, Set<Hear>>()

/** Over the bridge, whichever script there is: to an event the script adds nothing. */
export function createListen({ session, report }: Parts): Listen {
  return (api, listener) => {
    if (typeof listener !== 'function') {
      throw new WxError('INVALID_ARGUMENT', { api, errMsg: `the listener is ${String(listener)}` })
    }
    const row: Api = EVENTS[api]
    let on = true
    let end: (() => void) | undefined
    const hear: Hear = event => {
      if (on && session.state.status !== 'disposed') tell(listener, readEvent(api, row, event))
    }
    const start = async () => {
      session.list(api)
      await session.ensure()
      if (on) end = hearAlso(toClientName(api), hear)
    }
    start().catch(report)
    return () => {
      on = false
      end?.()
    }
  }
}

/** @returns a function that ends it */
function hearAlso(name: string, hear: Hear): () => void {
  const all = listenersOf(name)
  all.add(hear)
  // Set anew with each: whatever else is on the page may have taken the place.
  listenOnBridge(name, event => {
    for (const each of all) each(event)
  })
  return () => all.delete(hear)
}

function listenersOf(name: string): Set<Hear> {
  const all = heard.get(name) ?? new Set<Hear>()
  heard.set(name, all)
  return all
}

function readEvent(api: string, { reads }: Api, event: Answer): object {
  return { ...toResult(api, event, statusOf(event)), ...reads?.(event) }
}
