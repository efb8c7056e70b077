import { type Answer, invokeBridge, listenOnBridge } from '../client/bridge.js'
import { statusOf, toRefusal, toResult } from '../client/bridge-response.js'
import { toClientName } from '../client/client-names.js'
import type { Context } from '../client/context.js'
import { WxError } from '../errors.js'
import type { Session } from '../session/session.js'
import { credentialFields } from '../session/signature.js'
import { notify } from '../util/notify.js'
import { FUNCTION, type Given, objectOf, readAs } from '../util/validate.js'
import type { MenuShare } from './api-spec.js'
import type { MenuShareHandlers, MenuShareName } from './api-types.js'
import { readParameters } from './parameters.js'
import { MENU_SHARES } from './table.js'

/** Sets what a button of the menu shares. */
export type ShareByMenu = (
  api: MenuShareName,
  data?: object,
  handlers?: MenuShareHandlers,
) => {
  /** Resolves when the data is set. */
  done: Promise<void>
  /** Removes the handlers. The data stays set. */
  off(): void
}

/**
 * Uses the bridge even if the vendor's script is loaded: the script would send the credentials of its last `config()`, and the
 * title that the document had when the script was loaded.
 */
export function createShareByMenu({
  session,
  logStep,
  report,
  disposed,
}: Context & { session: Session }): ShareByMenu {
  /** What to do when a button is pressed. The client never releases its callback, which therefore only looks up this map. */
  const pressHandlers: PressHandlers = new Map()
  disposed.addEventListener('abort', () => pressHandlers.clear())

  return (api, data = {}, given = {}) => {
    if (typeof window === 'undefined') {
      return { done: Promise.reject(new WxError('NOT_IN_BROWSER', { api })), off() {} }
    }
    const row: MenuShare = MENU_SHARES[api]
    const handlers = readAs<MenuShareHandlers>(api, HANDLERS, 'handlers', given)
    const readData = () => readParameters(api, row.parameters, data)
    let parameters = readData()
    let off = false
    const isOff = () => off || disposed.aborted
    session.list(api)

    const start = () =>
      session.use(async verified => {
        pressHandlers.set(api, event => {
          if (!isOff()) notify(handlers.trigger, event)
          // `trigger` may have changed the data. The client waits for nothing asynchronous.
          try {
            parameters = readData()
          } catch (error) {
            report(error)
          }
          const { signature } = session.verified ?? verified
          share(parameters, credentialFields(signature), event.scene === 'favorite').catch(report)
        })
        listenForPress(api, pressHandlers)
      })

    const share = async (parameters: Given, credentials: object, isFavorite: boolean) => {
      const answer = await logStep({ step: 'call', api, parameters }, () =>
        invokeBridge(row.shareApi, { ...row.toClient(parameters), ...credentials }),
      )
      const status = statusOf(answer)
      const result = toResult(api, answer, status)
      // Adding the page to the favorites is not sharing it.
      if (isFavorite || isOff()) return
      if (status === 'ok') notify(handlers.success, result)
      else if (status === 'cancel') notify(handlers.cancel, result)
      else throw toRefusal(api, answer, 'CALL_FAILED')
    }

    return {
      done: start(),
      off() {
        off = true
      },
    }
  }
}

const HANDLERS = objectOf({ trigger: FUNCTION, success: FUNCTION, cancel: FUNCTION })

type PressHandlers = Map<MenuShareName, (event: Answer) => void>

/** Outside of the closure above, so that the client's callback does not keep the data and handlers alive. */
function listenForPress(api: MenuShareName, pressHandlers: PressHandlers): void {
  listenOnBridge(toClientName(api), event => pressHandlers.get(api)?.(event))
}
