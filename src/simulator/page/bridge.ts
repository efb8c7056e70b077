import { toSignedText } from '../../shared/signed-text.js'
import {
  type AnswerMaker,
  type BridgeParameters,
  type SimulatedClient,
  unknownApi,
} from './default-answers.js'
import { createOpenTags } from './open-tags.js'
import { createPhone } from './phone.js'

/** What a client learns from WeChat's platform about an account. */
export interface AccountFacts {
  /** The page tickets that hold now. */
  tickets: readonly string[]
  /** The JS domains that are bound to it; without one: all. */
  domains?: readonly string[]
}

/** A call that crossed the bridge. */
export interface BridgeCall {
  name: string
  parameters: BridgeParameters
  /** Where the page stood. */
  url: string
  /** As it was given back; `undefined` while there is none. */
  answer?: object
}

export interface ClientBehaviour {
  client: SimulatedClient
  /** The URL that this client checks, without its hash. */
  checkedUrl(): string
  /** Whether a refusal names that URL. */
  tellsUrl: boolean
  /** Before each answer, in ms. */
  latency: number
  answers: Record<string, AnswerMaker | undefined>
  /** APIs, by the client's name, that the account has no right to. */
  denied: Set<string>
  /** Whether the page is inside a mini program. */
  miniProgram: boolean
  /** Why no open tag works in this client; without it they do. */
  openTagsError: string | undefined
  accountFacts(appId: string): Promise<AccountFacts>
}

export interface SimulatedBridge {
  invoke(name: string, parameters?: object, callback?: (answer: object) => void): void
  on(name: string, callback: (data: object) => void): void
  call(name: string, parameters?: object): void
}

export interface BridgeParts {
  bridge: SimulatedBridge
  calls: BridgeCall[]
  /** Forgets every permission, as a client may at any time. */
  revoke(): void
  emit(name: string, data?: object): void
  /** Ends what goes on in the phone. */
  switchOff(): void
}

/** A `WeixinJSBridge` that verifies for real and lets a page call only what it was granted, URL by URL. */
export function createBridge(behaviour: ClientBehaviour): BridgeParts {
  const calls: BridgeCall[] = []
  const granted = new Map<string, ReadonlySet<string>>()
  // One callback for an event, the last: that is all that a client keeps.
  const listeners = new Map<string, (data: object) => void>()
  const emit = (name: string, data: object = {}) => listeners.get(name)?.(throughJson(data))
  const phone = createPhone(emit)
  const openTags = createOpenTags(tag => Boolean(granted.get(behaviour.checkedUrl())?.has(tag)))

  /** What a page may ask without being let in. */
  const openToAll: Readonly<Record<string, (parameters: BridgeParameters) => object | Promise<object>>> = {
    [VERIFICATION]: verify,
    checkJsApi,
    invokeMiniProgramAPI: () =>
      behaviour.miniProgram
        ? { err_msg: 'invokeMiniProgramAPI:ok' }
        : { err_msg: 'invokeMiniProgramAPI:fail_not in a mini program' },
  }

  async function answer(name: string, parameters: BridgeParameters): Promise<object | undefined> {
    const scripted = behaviour.answers[name]
    if (openToAll[name]) {
      return scripted ? scripted(parameters, behaviour.client, phone) : openToAll[name](parameters)
    }
    if (!scripted) return unknownApi(name)
    const permissions = granted.get(behaviour.checkedUrl())
    const listed = LISTED_AS[name] ?? name
    const isGated = name !== PAYMENT
    if (isGated && !permissions) return { err_msg: `${name}:fail_the permission value is offline verifying` }
    if ((isGated && !permissions?.has(listed)) || behaviour.denied.has(listed))
      return { err_msg: `${name}:fail_permission denied` }
    return scripted(parameters, behaviour.client, phone)
  }

  async function verify(parameters: BridgeParameters): Promise<object> {
    const url = behaviour.checkedUrl()
    const refusal = await refusalOf(parameters, url, behaviour)
    if (refusal)
      return { err_msg: `${VERIFICATION}:fail_${refusal}`, ...(behaviour.tellsUrl && { realAuthUrl: [url] }) }
    const tags = Array.isArray(parameters.verifyOpenTagList) ? parameters.verifyOpenTagList.map(String) : []
    granted.set(url, new Set([...(parameters.verifyJsApiList as string[]), ...tags]))
    if (tags.length > 0) setTimeout(() => showOpenTags(tags), behaviour.latency)
    return { err_msg: `${VERIFICATION}:ok` }
  }

  /** After the page was told that it is verified. */
  function showOpenTags(tags: readonly string[]): void {
    const errMsg = behaviour.openTagsError
    if (errMsg === undefined) openTags.draw(tags)
    else document.dispatchEvent(new CustomEvent('WeixinOpenTagsError', { detail: { errMsg } }))
  }

  function checkJsApi({ jsApiList }: BridgeParameters): object {
    const names = Array.isArray(jsApiList) ? jsApiList.map(String) : []
    const known = (name: string) => Boolean(behaviour.answers[name] || openToAll[name]) || EVENTS.has(name)
    const checkResult = Object.fromEntries(names.map(name => [name, known(name)]))
    return {
      err_msg: 'checkJsApi:ok',
      checkResult: behaviour.client === 'android' ? JSON.stringify(checkResult) : checkResult,
    }
  }

  const bridge: SimulatedBridge = {
    invoke(name, parameters = {}, callback) {
      // What crosses the bridge is JSON, so neither side ever holds the other's objects.
      const call: BridgeCall = {
        name,
        parameters: throughJson(parameters) as BridgeParameters,
        url: location.href,
      }
      calls.push(call)
      const given = new Promise<object | undefined>(resolve => resolve(answer(name, call.parameters)))
      given
        .catch((error: Error) => ({ err_msg: `${name}:fail_the simulator: ${error.message}` }))
        .then(given => {
          if (given === undefined) return
          call.answer = given
          setTimeout(() => callback?.(throughJson(given)), behaviour.latency)
        })
    },
    on(name, callback) {
      listeners.set(name, callback)
    },
    call(name, parameters) {
      bridge.invoke(name, parameters)
    },
  }

  return {
    bridge,
    calls,
    revoke: () => granted.clear(),
    emit,
    switchOff() {
      phone.switchOff()
      openTags.stop()
    },
  }
}

const VERIFICATION = 'preVerifyJSAPI'

/** WeChat Pay's document has no verification before it: a client asks for none. */
const PAYMENT = 'getBrandWCPayRequest'

/** What a pressed button of the menu asks for, and the name under which it has to be listed. */
const LISTED_AS: Readonly<Record<string, string>> = {
  shareTimeline: 'menu:share:timeline',
  sendAppMessage: 'menu:share:appmessage',
  shareQQ: 'menu:share:qq',
  shareWeiboApp: 'menu:share:weiboApp',
  shareQZone: 'menu:share:QZone',
}

const EVENTS: ReadonlySet<string> = new Set([
  ...Object.values(LISTED_AS),
  'onVoiceRecordEnd',
  'onVoicePlayEnd',
  'onBeaconsInRange',
])

/** Why WeChat would refuse this verification; `undefined`: it would not. */
async function refusalOf(
  parameters: BridgeParameters,
  url: string,
  { accountFacts }: ClientBehaviour,
): Promise<string | undefined> {
  const { verifyAppId, verifyTimestamp, verifyNonceStr, verifySignature, verifyJsApiList } = parameters
  const fields = [verifyAppId, verifyTimestamp, verifyNonceStr, verifySignature]
  const complete = fields.every(field => typeof field === 'string' && field !== '' && field !== 'undefined')
  if (!complete || !Array.isArray(verifyJsApiList) || verifyJsApiList.length === 0) return 'invalid_args'
  const { tickets, domains = [] } = await accountFacts(String(verifyAppId))
  if (domains.length > 0 && !domains.some(domain => covers(domain, new URL(url).host)))
    return 'invalid url domain'
  for (const ticket of tickets) {
    const text = toSignedText({
      ticket,
      nonceStr: String(verifyNonceStr),
      timestamp: String(verifyTimestamp),
      url,
    })
    if ((await sha1(text)) === verifySignature) return undefined
  }
  return 'invalid signature'
}

/** A bound domain holds for itself and for what is below it; its port counts. */
function covers(domain: string, host: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}

async function sha1(text: string): Promise<string> {
  if (!globalThis.crypto?.subtle) throw new Error('The simulator needs a page on https or on localhost.')
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}

function throughJson<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
