import { toClientName } from '../../shared/client-names.js'
import { type Answer, listenOnBridge } from '../client/bridge.js'
import { statusOf, toResult } from '../client/bridge-response.js'
import type { Context } from '../client/context.js'
import type { Session } from '../session/session.js'
import { notify } from '../util/notify.js'
import { sharedOnPage } from '../util/shared-on-page.js'
import { assertFunction } from '../util/validate.js'
import type { Api } from './api-spec.js'
import type { EventName } from './api-types.js'
import { EVENTS } from './table.js'

/** Listens to an event. @returns a function that ends it */
export type Listen = (api: EventName, listener: (event: object) => void) => () => void

type Hear = (event: Answer) => void

/** Over the bridge, whichever script there is: to an event the script adds nothing. */
export function createListen({ session, report, disposed }: Context & { session: Session }): Listen {
  const ends = new Set<() => void>()
  disposed.addEventListener('abort', () => {
    for (const end of ends) end()
  })
  return (api, listener) => {
    assertFunction(api, 'the listener', listener)
    const row: Api = EVENTS[api]
    let on = true
    let all: Set<Hear> | undefined
    const hear: Hear = event => {
      if (on) notify(listener, readEvent(api, row, event))
    }
    const start = async () => {
      session.list(api)
      await session.use(async () => {
        if (on) all = hearAlso(toClientName(api), hear)
      })
    }
    start().catch(report)
    const end = () => {
      on = false
      all?.delete(hear)
      ends.delete(end)
    }
    ends.add(end)
    return end
  }
}

/** @returns all who listen: a client keeps one callback for each event, so every instance, and every copy of this library, shares it */
function hearAlso(name: string, hear: Hear): Set<Hear> {
  const all: Set<Hear> = sharedOnPage(name, () => new Set())
  all.add(hear)
  // Set anew with each: whatever else is on the page may have taken the place.
  listenOnBridge(name, event => {
    for (const each of all) each(event)
  })
  return all
}

function readEvent(api: string, { reads }: Api, event: Answer): object {
  return { ...toResult(api, event, statusOf(event)), ...reads?.(event) }
}
