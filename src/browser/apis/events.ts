import { type Answer, listenOnBridge } from '../client/bridge.js'
import { statusOf, toResult } from '../client/bridge-response.js'
import { toClientName } from '../client/client-names.js'
import type { Context } from '../client/context.js'
import type { Session } from '../session/session.js'
import { notify } from '../util/notify.js'
import { sharedOnPage } from '../util/shared-on-page.js'
import { assertFunction } from '../util/validate.js'
import type { Api } from './api-spec.js'
import type { EventName } from './api-types.js'
import { EVENTS } from './table.js'

/** Adds a listener for an event. @returns a function that removes it */
export type Listen = (api: EventName, listener: (event: object) => void) => () => void

type BridgeListener = (event: Answer) => void

/** Listens over the bridge even if the vendor's script is loaded, which adds nothing to an event. */
export function createListen({ session, report, disposed }: Context & { session: Session }): Listen {
  return (api, listener) => {
    assertFunction(api, 'the listener', listener)
    const { normalize }: Api = EVENTS[api]
    let isRemoved = false
    let listeners: Set<BridgeListener> | undefined
    const onEvent: BridgeListener = event => {
      if (isRemoved) return
      notify(listener, { ...toResult(api, event, statusOf(event)), ...normalize?.(event) })
    }
    const add = async () => {
      session.list(api)
      await session.use(async () => {
        if (!isRemoved) listeners = addOnPage(toClientName(api), onEvent)
      })
    }
    const remove = () => {
      isRemoved = true
      listeners?.delete(onEvent)
      disposed.removeEventListener('abort', remove)
    }
    disposed.addEventListener('abort', remove)
    add().catch(report)
    return remove
  }
}

/**
 * A client keeps one callback for each event, so all instances and copies of this library on the page share one set of listeners.
 *
 * @returns that set
 */
export function addOnPage(clientName: string, listener: BridgeListener): Set<BridgeListener> {
  const listeners: Set<BridgeListener> = sharedOnPage(clientName, () => new Set())
  listeners.add(listener)
  // Registered again with each listener, because other code on the page may have replaced the callback.
  listenOnBridge(clientName, event => {
    for (const each of listeners) each(event)
  })
  return listeners
}
