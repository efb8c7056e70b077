import { toClientName } from '../../shared/client-names.js'
import { type Answer, invokeBridge, listenOnBridge } from '../client/bridge.js'
import { statusOf, toRefusal, toResult } from '../client/bridge-response.js'
import type { Context } from '../client/context.js'
import { WxError } from '../errors.js'
import { shareableUrl } from '../session/page-url.js'
import type { Session } from '../session/session.js'
import { credentialFields } from '../session/verification.js'
import { notify } from '../util/notify.js'
import { type Fields, FUNCTION, type Given, objectOf, readAs } from '../util/validate.js'
import type { Api, ChecksOf } from './api-spec.js'
import type { CheckedParameters, MenuShareHandlers, MenuShareName } from './api-types.js'
import { oneOf, optional, readFields, text, webUrl } from './parameters.js'
import { snakeCased } from './snake-case.js'

/** An API of the older sharing: the client tells that its button was pressed, and is then asked to share. */
interface MenuShare<Checks extends Fields = Fields> extends Api {
  readonly takes: Checks
  /** What the client is asked then. */
  readonly invokes: string
  toClient(parameters: { readonly [Name in keyof Checks]: unknown }): object
}

const SHARED = {
  title: optional(text),
  link: optional(webUrl),
  imgUrl: optional(webUrl, ''),
}
const DESCRIBED = { ...SHARED, desc: optional(text, '') }
const OF_A_KIND = { type: optional(oneOf('music', 'video', 'link'), 'link'), dataUrl: optional(webUrl, '') }

/** What is left out is the page's own, as it is when the button is pressed. */
const toShared = ({ title = document.title, link = shareableUrl(), ...shared }: Given) =>
  snakeCased({ title, link, ...shared })

/** Moments (朋友圈) show no description: the client is given the title for it. */
const toMoments = ({ title = document.title, ...shared }: Given) =>
  toShared({ ...shared, title, desc: title })

export const MENU_SHARES: { readonly [Name in MenuShareName]: MenuShare<ChecksOf<CheckedParameters<Name>>> } =
  {
    onMenuShareTimeline: {
      invokes: 'shareTimeline',
      takes: { ...SHARED, ...OF_A_KIND },
      toClient: toMoments,
    },
    onMenuShareAppMessage: {
      invokes: 'sendAppMessage',
      takes: { ...DESCRIBED, ...OF_A_KIND },
      toClient: toShared,
    },
    onMenuShareQQ: { invokes: 'shareQQ', takes: DESCRIBED, toClient: toShared },
    onMenuShareWeibo: { invokes: 'shareWeiboApp', takes: DESCRIBED, toClient: toShared },
    onMenuShareQZone: { invokes: 'shareQZone', takes: DESCRIBED, toClient: toShared },
  }

/** Sets what a button of the menu shares. */
export type ShareByMenu = (
  api: MenuShareName,
  data?: object,
  handlers?: MenuShareHandlers,
) => {
  /** Resolves when it is set. */
  done: Promise<void>
  /** Mutes the handlers; what is set stays set. */
  off(): void
}

/**
 * Over the bridge, whichever script there is: the script would send the credentials of whoever configured it last, and
 * the title that the document had as it was loaded.
 */
export function createShareByMenu({
  session,
  logStep,
  report,
  disposed,
}: Context & { session: Session }): ShareByMenu {
  /** What is done when a button is pressed. The client never lets go of what it is given, so it is given none of this. */
  const pressed: Pressed = new Map()
  disposed.addEventListener('abort', () => pressed.clear())

  return (api, data = {}, given = {}) => {
    if (typeof window === 'undefined') {
      return { done: Promise.reject(new WxError('NOT_IN_BROWSER', { api })), off() {} }
    }
    const row: MenuShare = MENU_SHARES[api]
    const handlers = readAs<MenuShareHandlers>(api, HANDLERS, 'handlers', given)
    const read = () => readFields(api, row.takes, data)
    let shared = read()
    let off = false
    const isMuted = () => off || disposed.aborted
    session.list(api)

    const start = () =>
      session.use(async verified => {
        pressed.set(api, event => {
          if (!isMuted()) notify(handlers.trigger, event)
          // `trigger` may have changed the data, and the client waits for nobody.
          try {
            shared = read()
          } catch (error) {
            report(error)
          }
          const { signature } = session.verified ?? verified
          send(shared, credentialFields(signature), event.scene === 'favorite').catch(report)
        })
        // The client keeps one callback for a button: the last one that was set.
        listenForPress(api, pressed)
      })

    const send = async (parameters: Given, credentials: object, isFavourite: boolean) => {
      const answer = await logStep({ step: 'call', api, parameters }, () =>
        invokeBridge(row.invokes, { ...row.toClient(parameters), ...credentials }),
      )
      const status = statusOf(answer)
      const result = toResult(api, answer, status)
      // Who keeps the page for himself has shared nothing.
      if (isFavourite || isMuted()) return
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

type Pressed = Map<MenuShareName, (event: Answer) => void>

function listenForPress(api: MenuShareName, pressed: Pressed): void {
  listenOnBridge(toClientName(api), event => pressed.get(api)?.(event))
}
