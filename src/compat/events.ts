import type { MenuShare } from '../browser/apis/api-spec.js'
import type { MenuShareName } from '../browser/apis/api-types.js'
import { addOnPage } from '../browser/apis/events.js'
import { MENU_SHARES } from '../browser/apis/table.js'
import { type Answer, invokeBridge } from '../browser/client/bridge.js'
import { toClientName } from '../browser/client/client-names.js'
import { credentialFields } from '../browser/session/signature.js'
import { notify } from '../browser/util/notify.js'
import type { CallbackOptions, Settle } from './callbacks.js'
import { readLeniently } from './parameters.js'
import { type CompatContext, waitForWeChat } from './send.js'

/** As with the vendor's script, the last handler of an event counts. Listeners of the promise API are called beside it. */
export interface Listen {
  event(api: string, options: CallbackOptions): void
  menuShare(api: MenuShareName, options: CallbackOptions): void
  raw(clientName: string, callback: (event: Answer) => void): void
}

type Handler = (event: Answer) => void

export function createListen(context: CompatContext, settle: Settle): Listen {
  const { session, signature } = context
  /** By the client's name of the event. */
  const handlers = new Map<string, Handler>()
  const dispatchers = new Map<string, Handler>()

  async function listen(clientName: string, handler: Handler): Promise<void> {
    handlers.set(clientName, handler)
    await waitForWeChat(context, clientName)
    const dispatch: Handler = dispatchers.get(clientName) ?? (event => handlers.get(clientName)?.(event))
    dispatchers.set(clientName, dispatch)
    addOnPage(clientName, dispatch)
  }

  /** A failure, for instance outside WeChat, is passed to the callbacks. */
  function listenFor(api: string, options: CallbackOptions, handler: Handler): void {
    listen(toClientName(api), handler).catch(error => settle(api, options, Promise.reject(error)))
  }

  return {
    event(api, options = {}) {
      listenFor(api, options, event => settle(api, options, event))
    },
    menuShare(api, options = {}) {
      const { shareApi, toClient }: MenuShare = MENU_SHARES[api]
      listenFor(api, options, event => {
        // May change the options.
        notify(options.trigger, event)
        const credentials = session.verified?.signature ?? signature.last
        const answer = invokeBridge(shareApi, {
          ...toClient(readLeniently(api, options)),
          ...(credentials && credentialFields(credentials)),
        })
        // Adding the page to the favorites is not sharing it.
        settle(shareApi, event.scene === 'favorite' ? {} : options, answer)
      })
    },
    raw(clientName, callback) {
      listen(clientName, event => notify(callback, event)).catch(() => {})
    },
  }
}
