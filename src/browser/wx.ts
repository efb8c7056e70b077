import type { JWeixin } from '../../types/wx.js'
import type {
  Commands,
  EventName,
  Events,
  MenuShareHandlers,
  MenuShareName,
  MenuShares,
} from './apis/api-types.js'
import { createBridgeMethods } from './apis/bridge-methods.js'
import { createCall } from './apis/call.js'
import { type CallOptions, readCallOptions } from './apis/call-options.js'
import { createListen } from './apis/events.js'
import { createShareByMenu } from './apis/menu-share.js'
import { createMiniProgram, type MiniProgramCalls } from './apis/mini-program.js'
import { onOpenTagsError } from './apis/open-tags.js'
import { createPay, type PayParameters } from './apis/pay.js'
import { createSharing, type ShareData } from './apis/share.js'
import { COMMANDS, EVENTS, MENU_SHARES } from './apis/table.js'
import type { Context } from './client/context.js'
import { type Client, detectClient } from './client/detect-client.js'
import { createScriptLoader } from './client/script-loader.js'
import { configure } from './client/vendor-config.js'
import { toWxError, WxError } from './errors.js'
import { readOptions, type WxOptions } from './options.js'
import { createNavigated, onRestored } from './session/navigation.js'
import { createPageUrl, landingUrl } from './session/page-url.js'
import { createSession, type Verified, type WxState } from './session/session.js'
import { createSignatureSource } from './session/signature-source.js'
import { createLogStep, createWarning } from './util/log.js'
import { notify } from './util/notify.js'
import { assertFunction } from './util/validate.js'
import { throwIfAborted, waitFor } from './util/wait.js'

/** What `ready()` gives. */
export interface Ready {
  appId: string
  /** The URL whose signature WeChat took. */
  url: string
  client: Client
}

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
  const { openTagList, timeouts } = options
  const disposal = new AbortController()
  const onError = options.onError ?? createWarning()
  let detected: Client | undefined
  let isLent = false

  const base: Context = {
    timeouts,
    disposed: disposal.signal,
    logStep: createLogStep(options.log),
    // Asked when it is first needed: a page may install its simulator after this.
    client() {
      detected ??= detectClient()
      return detected
    },
    report(error: unknown) {
      // What dispose() ended is nobody's failure.
      if (!disposal.signal.aborted) notify(onError, toWxError(error, 'CALL_FAILED'))
    },
  }
  const { client, report } = base
  const script = createScriptLoader(base, options.script, options.nonce)
  const session = createSession(
    { ...base, script },
    options,
    createPageUrl(options.signUrl, client),
    createSignatureSource(options, timeouts.signature, landingUrl),
  )
  session.subscribe(async () => {
    // After the page's own listeners, which may share something else.
    await null
    if (session.state.status !== 'ready') return
    if (isLent) lendCredentials()
    setShareAgain()
  })
  const context = { ...base, script, session }
  const call = createCall(context)
  const listen = createListen(context)
  const shareByMenu = createShareByMenu(context)
  const sharing = createSharing(context, call, shareByMenu)
  const toBridgeMethod = createBridgeMethods(context)

  const asReady = ({ url, signature }: Verified): Ready => ({
    appId: signature.appId,
    url,
    client: client(),
  })
  const setShareAgain = (explicit?: boolean) => sharing.again(explicit).catch(report)
  const ensureReady = async () => {
    const verified = await session.ensure(true)
    // What the client did not take before has another try; nobody waits for it.
    setShareAgain()
    return asReady(verified)
  }
  const refresh = async () => {
    const verified = await session.renew(session.verified, true)
    await setShareAgain(true)
    return asReady(verified)
  }
  const waitingFor = (api: string, work: () => Promise<Ready>) => async (waiting?: CallOptions) => {
    const { signal } = readCallOptions(api, waiting)
    throwIfAborted(signal)
    return waitFor(work(), { signal, disposed: disposal.signal })
  }
  /** For a page that calls the script itself: what it calls is then called under the verified signature. */
  const lendCredentials = () => {
    if (script.own && session.verified) configure(script.own, { ...session.verified.signature, check: false })
  }
  const ends = [
    // Given back as it was left, the page may have lost what it was granted, and the answer that it waits for.
    onRestored(() => {
      if (!session.started) return
      session.restart()
      refresh().catch(report)
    }),
    ...(openTagList.length > 0 ? [onOpenTagsError(report)] : []),
  ]

  const apis: Record<string, unknown> = {}
  for (const name of Object.keys(COMMANDS)) {
    apis[name] = (parameters?: object, callOptions?: CallOptions) => call(name, parameters, callOptions)
  }
  for (const name of Object.keys(EVENTS) as EventName[]) {
    apis[name] = (listener: (event: object) => void) => listen(name, listener)
  }
  for (const name of Object.keys(MENU_SHARES) as MenuShareName[]) {
    apis[name] = (data?: object, handlers?: MenuShareHandlers) => {
      const { done, off } = shareByMenu(name, data, handlers)
      done.catch(report)
      return off
    }
  }

  return {
    ...(apis as unknown as Commands & Events & MenuShares),
    ready: waitingFor('ready', ensureReady),
    refresh: waitingFor('refresh', refresh),
    navigated: createNavigated(async () => {
      if (!session.started || session.state.status === 'disposed') return
      await session.ensure()
      await setShareAgain()
    }, report),
    share(data) {
      const shared = sharing.share(data)
      shared.catch(report)
      return shared
    },
    call: (api, parameters, callOptions) =>
      call(api, parameters, callOptions) as Promise<{
        errMsg: string
        [field: string]: unknown
      }>,

    pay: createPay(toBridgeMethod),
    miniProgram: createMiniProgram(context, toBridgeMethod),
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
    get vendor() {
      return script.any as JWeixin | undefined
    },
    async loadVendor() {
      if (typeof document === 'undefined') throw new WxError('NOT_IN_BROWSER')
      if (disposal.signal.aborted) throw new WxError('DISPOSED')
      const vendor = await waitFor(script.load(), { disposed: disposal.signal })
      isLent = true
      lendCredentials()
      return vendor as unknown as JWeixin
    },
    dispose() {
      for (const end of ends) end()
      disposal.abort()
      session.dispose()
    },
  }
}
