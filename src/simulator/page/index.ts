import { detectClient } from '../../browser/client/detect-client.js'
import { type AccountFacts, type BridgeCall, type ClientBehaviour, createBridge } from './bridge.js'
import { type AnswerMaker, DEFAULT_ANSWERS, type SimulatedClient } from './default-answers.js'
import { showPictures } from './pictures.js'
import { IN_A_MINI_PROGRAM, USER_AGENTS } from './user-agents.js'

export type { AccountFacts, BridgeCall, SimulatedBridge } from './bridge.js'
export type { AnswerMaker, BridgeParameters, SimulatedClient } from './default-answers.js'
export type { Phone } from './phone.js'

/** What `installSimulator` takes. */
export interface SimulatorOptions {
  /**
   * Which WeChat: its user agent, its spelling, the URL that it checks.
   * @default the one that the browser's user agent names, as an emulated phone's may; else 'android'
   */
  client?: SimulatedClient
  /** In place of that client's; `false` leaves the browser its own. @default its own, where that has named the client */
  userAgent?: string | false
  /** Which URL it checks. @default on iOS the one the page was opened with, elsewhere the current one */
  checks?: 'landing' | 'current'
  /** Whether a refused verification names the URL that was checked (`realAuthUrl`). @default true */
  tellsUrl?: boolean
  /**
   * What WeChat knows of an account: the origin of a `createPlatform()`, or the facts themselves.
   * @default this page's origin
   */
  platform?: string | AccountFacts | ((appId: string) => Promise<AccountFacts>)
  /** Whether the page is inside a mini program's web-view. @default false */
  miniProgram?: boolean
  /** Before each answer, in ms. @default 0 */
  latency?: number
  /** Before the bridge is put into the page, in ms. @default at once */
  bridgeAfter?: number
  /** In place of the default answers, by the client's name of an API; `undefined`: the client has not got it. */
  answers?: Record<string, AnswerMaker | undefined>
  /** APIs, by the client's name, that the account has no right to. */
  denied?: readonly string[]
  /** Why this client can draw no open tag (开放标签): what `WeixinOpenTagsError` says. @default it draws them */
  openTagsError?: string
}

/** A WeChat in this page, and what a test or a person wants of it. */
export interface Simulator {
  /** Every call that crossed the bridge, in order. */
  readonly calls: readonly BridgeCall[]
  /** May be changed at any time. */
  readonly answers: Record<string, AnswerMaker | undefined>
  /** May be changed at any time. */
  readonly denied: Set<string>
  /** May be changed at any time. */
  latency: number
  /** Takes back every permission, as a client may at any time. */
  revoke(): void
  /** An event of the client, as in `onVoicePlayEnd`, to whoever listens on the bridge. */
  emit(name: string, data?: object): void
  /** Takes the bridge and the user agent out of the page. */
  uninstall(): void
}

/**
 * Makes this page believe that it is open in WeChat. The bridge verifies for real: it computes the signature anew from
 * the platform's ticket and the URL that this kind of client checks.
 *
 * @throws where there is a bridge already: in WeChat itself, or installed before
 * @example
 * const simulator = installSimulator({ client: 'ios' })
 * await createWx({ signature: '/wx/signature' }).ready()
 */
export function installSimulator(options: SimulatorOptions = {}): Simulator {
  const page = window as { WeixinJSBridge?: unknown; __wxjs_environment?: string }
  if (page.WeixinJSBridge !== undefined) throw new Error('There is a WeixinJSBridge in this page already.')
  const named = clientNamedBy(navigator.userAgent)
  const { client = named ?? 'android', platform = location.origin } = options
  const checks = options.checks ?? (client === 'ios' ? 'landing' : 'current')
  const behaviour: ClientBehaviour = {
    client,
    checkedUrl: checks === 'landing' ? landingUrl : () => withoutHash(location.href),
    tellsUrl: options.tellsUrl ?? true,
    latency: options.latency ?? 0,
    answers: { ...DEFAULT_ANSWERS, ...options.answers },
    denied: new Set(options.denied),
    miniProgram: options.miniProgram ?? false,
    openTagsError: options.openTagsError,
    accountFacts: toFacts(platform),
  }
  const { bridge, calls, revoke, emit, switchOff } = createBridge(behaviour)
  const inside = options.miniProgram ? IN_A_MINI_PROGRAM : ''
  const isTheBrowsers = named !== undefined && options.client === undefined
  const userAgent = options.userAgent ?? (isTheBrowsers ? false : USER_AGENTS[client] + inside)
  const restoreUserAgent = setUserAgent(userAgent)
  const hidePictures = showPictures()

  const inject = () => {
    page.WeixinJSBridge = bridge
    if (options.miniProgram) page.__wxjs_environment = 'miniprogram'
    document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  }
  const injecting = options.bridgeAfter === undefined ? undefined : setTimeout(inject, options.bridgeAfter)
  if (injecting === undefined) inject()

  return {
    calls,
    answers: behaviour.answers,
    denied: behaviour.denied,
    get latency() {
      return behaviour.latency
    },
    set latency(ms) {
      behaviour.latency = ms
    },
    revoke,
    emit,
    uninstall() {
      clearTimeout(injecting)
      delete page.WeixinJSBridge
      if (options.miniProgram) delete page.__wxjs_environment
      switchOff()
      hidePictures()
      restoreUserAgent()
    },
  }
}

function toFacts(
  platform: NonNullable<SimulatorOptions['platform']>,
): (appId: string) => Promise<AccountFacts> {
  if (typeof platform === 'function') return platform
  if (typeof platform === 'object') return async () => platform
  return async appId => {
    const response = await fetch(`${platform}/simulator/tickets?appid=${encodeURIComponent(appId)}`)
    if (!response.ok) throw new Error(`there is no createPlatform() at ${platform}`)
    return (await response.json()) as AccountFacts
  }
}

function clientNamedBy(userAgent: string): SimulatedClient | undefined {
  const { inWeChat, os } = detectClient(userAgent)
  return inWeChat && os !== 'unknown' ? os : undefined
}

/** The URL that the page was opened with; a router does not change it. */
function landingUrl(): string {
  return withoutHash(performance.getEntriesByType('navigation')[0]?.name ?? location.href)
}

function withoutHash(url: string): string {
  return url.split('#')[0] as string
}

function setUserAgent(userAgent: string | false): () => void {
  if (userAgent === false) return () => {}
  Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => userAgent })
  return () => {
    // The browser's own getter stands on the prototype.
    delete (navigator as { userAgent?: unknown }).userAgent
  }
}
