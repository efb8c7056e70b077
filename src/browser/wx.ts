import type { JWeixin } from '../../types/wx.js'
import type { Commands, Events, MenuShares } from './apis/api-types.js'
import { createBridgeMethods } from './apis/bridge-methods.js'
import { createCall } from './apis/call.js'
import type { CallOptions } from './apis/call-options.js'
import { createListen } from './apis/events.js'
import { createLoadVendor } from './apis/load-vendor.js'
import { createShareByMenu } from './apis/menu-share.js'
import { createMethods } from './apis/methods.js'
import { createMiniProgram, type MiniProgramCalls } from './apis/mini-program.js'
import { reportOpenTagsError } from './apis/open-tags.js'
import { createPay, type PayParameters } from './apis/pay.js'
import { createPageMethods, type Ready, type ReadyOptions } from './apis/ready.js'
import { createSharing, type ShareData } from './apis/share.js'
import { type Context, createContext } from './client/context.js'
import type { Client } from './client/detect-client.js'
import { createScriptLoader } from './client/script-loader.js'
import { readOptions, type WxOptions } from './options.js'
import { createPageUrl, landingUrl, type PageUrl } from './session/page-url.js'
import { createSession, type Session, type WxState } from './session/session.js'
import { createSignatureSource, type SignatureSource } from './session/signature-source.js'
import type { Log } from './util/log.js'
import { KEY } from './util/shared-on-page.js'
import { assertFunction } from './util/validate.js'

/** The methods and the state of WeChat on this page. */
export interface Wx extends Commands, Events, MenuShares {
  /**
   * Resolves once the page is verified for its current URL, so that every API works. Optional before a call: each call waits
   * by itself. After a failure, calling it again retries.
   *
   * @throws {WxError} `NOT_IN_WECHAT`, `SIGNATURE_…`, `INVALID_SIGNATURE`, `INVALID_DOMAIN`, `REQUIRE_SUBSCRIBE`, `VERIFICATION_…`,
   *   `BRIDGE_TIMEOUT`, `INVALID_ARGUMENT` (also if `signUrl` throws), `NOT_IN_BROWSER`, `ABORTED`, `DISPOSED`
   */
  ready(options?: ReadyOptions): Promise<Ready>
  /** Verifies the page again even if it is verified, and sets the share data again. Rejects as `ready()` does. */
  refresh(options?: ReadyOptions): Promise<Ready>
  /**
   * The router hook: verifies the page for its new URL if this WeChat requires it, and sets the share data again. Never
   * throws: failures are reported to `onError`. Does nothing before the first `ready()` or call.
   *
   * @example router.afterEach(wx.navigated)
   */
  readonly navigated: () => void
  /**
   * Sets what is shared, to chats and to Moments (朋友圈), when the user shares the page. Resolves when it is *set*: WeChat does
   * not report whether the user shares. It is set again after each verification and navigation; the last call wins. WeChat
   * before 6.7.2 gets it through the older APIs. Need not be awaited: failures are reported to `onError` as well.
   *
   * @throws {WxError} `INVALID_ARGUMENT` without a title, or if `link` or `imgUrl` is not an http(s) URL; otherwise as
   *   `ready()` and every call
   */
  share(data: ShareData): Promise<void>
  /**
   * Calls any API of WeChat, including ones that this release does not know. Adds it to `jsApiList` first.
   *
   * @param parameters default: `{}`
   * @throws {WxError} `NOT_SUPPORTED` if this WeChat does not have it, a code of the call such as `CANCELLED`, or as `ready()`
   */
  call(
    api: string,
    parameters?: object,
    options?: CallOptions,
  ): Promise<{ errMsg: string; [field: string]: unknown }>
  /**
   * Asks the user to pay with the API of WeChat Pay's documentation (JSAPI调起支付, `getBrandWCPayRequest`): it needs no signature
   * of the page, and takes the payment's own `appId`. Resolving is no proof of payment: check on your server.
   *
   * @throws {WxError} `CANCELLED`, `CALL_FAILED`, `INVALID_ARGUMENT`, `NOT_IN_WECHAT`, `BRIDGE_TIMEOUT`, `CALL_TIMEOUT`, `ABORTED`, `DISPOSED`
   * @example await wx.pay({ appId, timeStamp, nonceStr, package: `prepay_id=${id}`, signType: 'RSA', paySign })
   */
  pay(parameters: PayParameters, options?: CallOptions): Promise<{ errMsg: string }>
  /** The APIs of a page in the web-view of a mini program (小程序 web-view). */
  readonly miniProgram: MiniProgramCalls
  /** The WeChat client that shows the page. */
  readonly client: Client
  /** Whether the page is verified. A new object at each change. */
  readonly state: WxState
  /** Calls `listener` after each change of `state`. @returns a function that removes it */
  subscribe(listener: (state: WxState) => void): () => void
  /** The vendor's own object, once its script is loaded. Until then, calls use the bridge. */
  readonly vendor: JWeixin | undefined
  /**
   * Loads the vendor's script (jweixin.js) and resolves with its own object, for pages that also call it directly. Once the page
   * is verified, those calls carry its signature. Not needed for `ready()` and calls. Calling it again retries.
   *
   * @throws {WxError} `SCRIPT_FAILED`, `SCRIPT_TIMEOUT`, `NOT_IN_BROWSER`, `DISPOSED`
   * @example const jWeixin = await wx.loadVendor()
   */
  loadVendor(): Promise<JWeixin>
  /**
   * Rejects all pending promises with `DISPOSED`, sends nothing more, and removes all listeners. A share button that
   * `onMenuShare…` took over does nothing until it is set again, because WeChat has no way to release it.
   */
  dispose(): void
}

/**
 * Creates a `wx` whose APIs return promises. Loads and requests nothing before the first `ready()` or call.
 *
 * @throws {WxError} `INVALID_ARGUMENT` for an unknown option or a wrong type
 * @example
 * const wx = createWx({ signature: '/wx/signature' })
 * await wx.ready()
 * const { localIds } = await wx.chooseImage({ count: 1 })
 */
export function createWx(given: WxOptions = {}): Wx {
  return createWxOn(given)
}

/** What `wx-ready/compat` builds on. */
export type UseParts = (
  context: Context & { session: Session },
  pageUrl: PageUrl,
  source: SignatureSource,
) => void

/**
 * `createWx`, for another API on the same session. Not exported by the package.
 *
 * @param use receives the parts of the session. An argument rather than a result, whose names every app would download
 */
export function createWxOn(given: WxOptions, use?: UseParts): Wx {
  const options = readOptions(given)
  const disposal = new AbortController()
  const log: Log = { recent: [], log: options.log }
  const base = createContext(options, disposal.signal, log)
  const { client, report } = base
  const script = createScriptLoader(base, options.script, options.nonce)
  const withScript = { ...base, script }
  const pageUrl = createPageUrl(options.signUrl, client)
  const source = createSignatureSource(options, options.timeouts.signature, landingUrl)
  const session = createSession(withScript, options, pageUrl, source)

  const context = { ...withScript, session }
  const call = createCall(context)
  const shareByMenu = createShareByMenu(context)
  const sharing = createSharing(context, call, shareByMenu)
  const toBridgeMethod = createBridgeMethods(context)
  if (options.openTagList.length > 0) reportOpenTagsError(context)

  use?.(context, pageUrl, source)
  const wx: Wx & { [KEY]: Log } = {
    [KEY]: log,
    ...createPageMethods(context, sharing),
    ...createMethods(context, call, createListen(context), shareByMenu),
    call: call as Wx['call'],
    share(data) {
      const shared = sharing.share(data)
      shared.catch(report)
      return shared
    },
    pay: createPay(toBridgeMethod),
    miniProgram: createMiniProgram(context, toBridgeMethod),
    loadVendor: createLoadVendor(context),
    get vendor() {
      return script.any as JWeixin | undefined
    },
    get client() {
      return client()
    },
    get state() {
      return session.state
    },
    subscribe(listener) {
      assertFunction('subscribe', 'the listener', listener)
      return session.subscribe(listener)
    },
    dispose() {
      disposal.abort()
      session.dispose()
    },
  }
  return wx
}
