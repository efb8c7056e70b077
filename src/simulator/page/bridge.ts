import type { AccountFactsLookup } from './account-facts.js'
import { type AnswerMaker, type BridgeParameters, unknownApi } from './default-answers.js'
import { createOpenTags } from './open-tags.js'
import { createPhone } from './phone.js'
import { refusalOf } from './signature-check.js'
import type { SimulatedClient } from './user-agents.js'

/** A call that crossed the bridge. */
export interface BridgeCall {
  name: string
  parameters: BridgeParameters
  /** The URL of the page at the time of the call. */
  url: string
  /** The answer as the page received it; `undefined` until there is one. */
  answer?: object
}

/** The `WeixinJSBridge` of the simulated client. Like the real one, it ignores arguments of the wrong type. */
export interface SimulatedBridge {
  invoke(name: string, parameters?: object, callback?: (answer: object) => void): void
  on(name: string, callback: (data: object) => void): void
  call(name: string, parameters?: object): void
}

/** How the simulated client behaves. `latency`, `answers` and `denied` may change while the bridge is in use. */
export interface ClientSettings {
  client: SimulatedClient
  /** The URL that this client checks, without its hash. */
  checkedUrl(): string
  /** Whether a refused verification names that URL. */
  tellsUrl: boolean
  /** The delay before each answer, in ms. */
  latency: number
  answers: Record<string, AnswerMaker | undefined>
  /** APIs, by the client's name, that the account has no permission for. */
  denied: Set<string>
  /** Whether the page is inside a mini program. */
  miniProgram: boolean
  /** The `errMsg` of `WeixinOpenTagsError`; `undefined` if open tags work. */
  openTagsError: string | undefined
  accountFacts: AccountFactsLookup
}

/** A bridge, and the client's side of it. */
export interface BridgeController {
  bridge: SimulatedBridge
  calls: BridgeCall[]
  /** Revokes every permission, as a client may do at any time. */
  revoke(): void
  /** Sends an event of the client to the page's handler. */
  emit(name: string, data?: object): void
  /** Stops the timers of the phone and the observer of the open tags. */
  stop(): void
}

/** Creates a `WeixinJSBridge` that checks signatures and grants permissions per URL. */
export function createBridge(settings: ClientSettings): BridgeController {
  const calls: BridgeCall[] = []
  const grantedByUrl = new Map<string, ReadonlySet<string>>()
  // Like a real client, keep only the last handler of an event.
  const handlers = new Map<string, (data: object) => void>()
  const emit = (name: string, data: object = {}) => handlers.get(name)?.(cloneJson(data))
  const phone = createPhone(emit)
  const openTags = createOpenTags(tag => Boolean(grantedByUrl.get(settings.checkedUrl())?.has(tag)))

  /** APIs that need no permission. */
  const ungated: Readonly<Record<string, (parameters: BridgeParameters) => object | Promise<object>>> = {
    [VERIFICATION]: verify,
    checkJsApi,
    invokeMiniProgramAPI: () =>
      settings.miniProgram
        ? { err_msg: 'invokeMiniProgramAPI:ok' }
        : { err_msg: 'invokeMiniProgramAPI:fail_not in a mini program' },
  }

  async function answerTo(name: string, parameters: BridgeParameters): Promise<object | undefined> {
    const makeAnswer = settings.answers[name]
    const answerUngated = ungated[name]
    if (answerUngated)
      return makeAnswer ? makeAnswer(parameters, settings.client, phone) : answerUngated(parameters)
    if (!makeAnswer) return unknownApi(name)
    return refusedPermission(name) ?? makeAnswer(parameters, settings.client, phone)
  }

  function refusedPermission(name: string): object | undefined {
    const granted = grantedByUrl.get(settings.checkedUrl())
    const listed = MENU_PERMISSIONS[name] ?? name
    const isGated = name !== PAYMENT
    if (isGated && !granted) return { err_msg: `${name}:fail_the permission value is offline verifying` }
    if ((isGated && !granted?.has(listed)) || settings.denied.has(listed))
      return { err_msg: `${name}:fail_permission denied` }
    return undefined
  }

  async function verify(parameters: BridgeParameters): Promise<object> {
    const url = settings.checkedUrl()
    const refusal = await refusalOf(parameters, url, settings.accountFacts)
    if (refusal)
      return { err_msg: `${VERIFICATION}:fail_${refusal}`, ...(settings.tellsUrl && { realAuthUrl: [url] }) }
    const tags = Array.isArray(parameters.verifyOpenTagList) ? parameters.verifyOpenTagList.map(String) : []
    grantedByUrl.set(url, new Set([...(parameters.verifyJsApiList as string[]), ...tags]))
    // Open tags render only after the page has received the answer.
    if (tags.length > 0) setTimeout(() => renderOpenTags(tags), settings.latency)
    return { err_msg: `${VERIFICATION}:ok` }
  }

  function renderOpenTags(tags: readonly string[]): void {
    const errMsg = settings.openTagsError
    if (errMsg === undefined) openTags.render(tags)
    else document.dispatchEvent(new CustomEvent('WeixinOpenTagsError', { detail: { errMsg } }))
  }

  function checkJsApi({ jsApiList }: BridgeParameters): object {
    const names = Array.isArray(jsApiList) ? jsApiList.map(String) : []
    const isKnown = (name: string) => Boolean(settings.answers[name] || ungated[name]) || EVENTS.has(name)
    const checkResult = Object.fromEntries(names.map(name => [name, isKnown(name)]))
    return {
      err_msg: 'checkJsApi:ok',
      checkResult: settings.client === 'android' ? JSON.stringify(checkResult) : checkResult,
    }
  }

  const bridge: SimulatedBridge = {
    invoke(name, parameters, callback) {
      if (typeof name !== 'string') return
      const isObject = typeof parameters === 'object' && parameters !== null
      // The real bridge transfers JSON: the page and the client never share an object.
      const call: BridgeCall = {
        name,
        parameters: cloneJson(isObject ? parameters : {}) as BridgeParameters,
        url: location.href,
      }
      calls.push(call)
      answerTo(name, call.parameters)
        .catch((error: Error) => ({ err_msg: `${name}:fail_the simulator: ${error.message}` }))
        .then(answer => {
          if (answer === undefined) return
          call.answer = answer
          if (typeof callback !== 'function') return
          setTimeout(() => callback(cloneJson(answer)), settings.latency)
        })
    },
    on(name, callback) {
      if (typeof callback === 'function') handlers.set(name, callback)
    },
    call(name, parameters) {
      bridge.invoke(name, parameters)
    },
  }

  return {
    bridge,
    calls,
    revoke: () => grantedByUrl.clear(),
    emit,
    stop() {
      phone.switchOff()
      openTags.stop()
    },
  }
}

const VERIFICATION = 'preVerifyJSAPI'

/** Payments need no verification: WeChat Pay's document has no `wx.config` step. */
const PAYMENT = 'getBrandWCPayRequest'

/** The call that a page makes after a menu item was pressed → the name that must be in `jsApiList` for it. */
const MENU_PERMISSIONS: Readonly<Record<string, string>> = {
  shareTimeline: 'menu:share:timeline',
  sendAppMessage: 'menu:share:appmessage',
  shareQQ: 'menu:share:qq',
  shareWeiboApp: 'menu:share:weiboApp',
  shareQZone: 'menu:share:QZone',
}

const EVENTS: ReadonlySet<string> = new Set([
  ...Object.values(MENU_PERMISSIONS),
  'onVoiceRecordEnd',
  'onVoicePlayEnd',
  'onBeaconsInRange',
])

function cloneJson<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
