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
import { createPageMethods, type Ready } from './apis/ready.js'
import { createSharing, type ShareData } from './apis/share.js'
import { createContext } from './client/context.js'
import type { Client } from './client/detect-client.js'
import { createScriptLoader } from './client/script-loader.js'
import { readOptions, type WxOptions } from './options.js'
import { createPageUrl, landingUrl } from './session/page-url.js'
import { createSession, type WxState } from './session/session.js'
import { createSignatureSource } from './session/signature-source.js'
import { assertFunction } from './util/validate.js'

/** WeChat, for this page. */
export interface Wx extends Commands, Events, MenuShares {
  /**
   * Resolves when the page, as it stands now, is verified and every API works. Calls need not wait for it: each does by itself.
   *
   * @param options.signal ends this wait; others go on
   * @throws {WxError} `NOT_IN_WECHAT`, `SIGNATURE_…`, `INVALID_SIGNATURE`, `INVALID_DOMAIN`, `REQUIRE_SUBSCRIBE`, `VERIFICATION_…`,
   *   `BRIDGE_TIMEOUT`, `INVALID_ARGUMENT` (also where `signUrl` throws), `NOT_IN_BROWSER`, `ABORTED`, `DISPOSED`. A further call
   *   tries again.
   */
  ready(options?: { signal?: AbortSignal | undefined }): Promise<Ready>
  /** Verifies even what is verified, and sets the share data again. Rejects as `ready()` does. */
  refresh(options?: { signal?: AbortSignal | undefined }): Promise<Ready>
  /**
   * The router hook: verifies the page for its new URL where this client asks for it, and sets the share data again.
   * It never throws; what fails is told to `onError`. Does nothing before the first `ready()` or call.
   *
   * @example router.afterEach(wx.navigated)
   */
  readonly navigated: () => void
  /**
   * Sets what the page looks like when it is shared, to a chat and to Moments (朋友圈) alike. It resolves when that is
   * *set*; WeChat does not tell whether anybody shares. The last one stands: it is set again after each verification and navigation. WeChat
   * before 6.7.2 is given it by the older APIs. May be left floating: a failure is reported to `onError` whether it is awaited or not.
   *
   * @throws {WxError} `INVALID_ARGUMENT` without a title, or with a `link` or `imgUrl` that is no web address; else as
   *   `ready()` and every call
   */
  share(data: ShareData): Promise<void>
  /**
   * Calls any API of the client, also one that this release does not know. It is added to `jsApiList` first.
   *
   * @throws {WxError} `NOT_SUPPORTED` where this WeChat does not know it
   */
  call(
    api: string,
    parameters?: object,
    options?: CallOptions,
  ): Promise<{ errMsg: string; [field: string]: unknown }>
  /**
   * Asks the user to pay, as WeChat Pay's own document has it (JSAPI调起支付, `getBrandWCPayRequest`): without a signature of the
   * page, and with the payment's own `appId`. `ok` is no proof of payment: ask your server.
   *
   * @throws {WxError} `CANCELLED`, `CALL_FAILED`, `INVALID_ARGUMENT`, `NOT_IN_WECHAT`, `BRIDGE_TIMEOUT`, `CALL_TIMEOUT`, `ABORTED`, `DISPOSED`
   * @example await wx.pay({ appId, timeStamp, nonceStr, package: `prepay_id=${id}`, signType: 'RSA', paySign })
   */
  pay(parameters: PayParameters, options?: CallOptions): Promise<{ errMsg: string }>
  /** What a page inside a mini program's web-view (小程序 web-view) can do with it. */
  readonly miniProgram: MiniProgramCalls
  readonly client: Client
  /** Where the page stands with WeChat; a new object at each change. */
  readonly state: WxState
  /** Calls `listener` after each change of `state`. @returns a function that ends it */
  subscribe(listener: (state: WxState) => void): () => void
  /** The vendor's own object, once its script is on the page. Calls go over the bridge until then. */
  readonly vendor: JWeixin | undefined
  /**
   * Loads the vendor's script (jweixin.js) and resolves with its own object, for a page that also calls it raw. Once the page is
   * verified, what is called on it goes out under the same signature. `ready()` and calls do not need it.
   *
   * @throws {WxError} `SCRIPT_FAILED`, `SCRIPT_TIMEOUT`, `DISPOSED`. A further call tries again.
   * @example const jWeixin = await wx.loadVendor()
   */
  loadVendor(): Promise<JWeixin>
  /**
   * Ends everything: all who wait are rejected with `DISPOSED`, nothing is sent any more, and listeners are removed. A button that
   * `onMenuShare…` set does nothing until the page sets it again, for WeChat cannot be told to forget it.
   */
  dispose(): void
}

/**
 * Makes a `wx` whose every API is a promise. Nothing is loaded or asked before the first `ready()` or call.
 *
 * @throws {WxError} `INVALID_ARGUMENT` for an unknown option, or one of a wrong kind
 * @example
 * const wx = createWx({ signature: '/wx/signature' })
 * await wx.ready()
 * const { localIds } = await wx.chooseImage({ count: 1 })
 */
export function createWx(given: WxOptions = {}): Wx {
  const options = readOptions(given)
  const disposal = new AbortController()
  const base = createContext(options, disposal.signal)
  const { client, report } = base
  const script = createScriptLoader(base, options.script, options.nonce)
  const session = createSession(
    { ...base, script },
    options,
    createPageUrl(options.signUrl, client),
    createSignatureSource(options, options.timeouts.signature, landingUrl),
  )

  const context = { ...base, script, session }
  const call = createCall(context)
  const shareByMenu = createShareByMenu(context)
  const sharing = createSharing(context, call, shareByMenu)
  const toBridgeMethod = createBridgeMethods(context)
  if (options.openTagList.length > 0) reportOpenTagsError(context)

  return {
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
}
