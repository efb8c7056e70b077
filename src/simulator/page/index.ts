import { type AccountFacts, toAccountFactsLookup } from './account-facts.js'
import { type BridgeCall, type ClientSettings, createBridge } from './bridge.js'
import { type AnswerMaker, DEFAULT_ANSWERS } from './default-answers.js'
import { showLocalImages } from './local-images.js'
import { clientFromUserAgent, MINI_PROGRAM_SUFFIX, type SimulatedClient, USER_AGENTS } from './user-agents.js'

export type { AccountFacts } from './account-facts.js'
export type { BridgeCall, SimulatedBridge } from './bridge.js'
export type { AnswerMaker, BridgeParameters } from './default-answers.js'
export type { Phone } from './phone.js'
export type { SimulatedClient } from './user-agents.js'

/** Options of `installSimulator`. All are optional. */
export interface SimulatorOptions {
  /**
   * Which WeChat to simulate: its user agent, the format of its answers, and the URL that it checks.
   * @default the client that the browser's user agent names (device emulation in developer tools), else `'android'`
   */
  client?: SimulatedClient
  /**
   * Replaces the user agent of that client. `false` leaves the browser's user agent as it is.
   * @default the user agent of `client`; `false` if the browser's user agent determined the client
   */
  userAgent?: string | false
  /**
   * Which URL the client checks: the one that the page was opened with, or the current one.
   * @default `'landing'` on iOS, `'current'` elsewhere
   */
  checks?: 'landing' | 'current'
  /** Whether the answer to a refused verification names the URL that was checked (`realAuthUrl`). @default true */
  tellsUrl?: boolean
  /**
   * Where to look up the tickets and domains of an account: the origin of a `createPlatform()`, the facts themselves, or a
   * function that returns them.
   * @default `location.origin`
   */
  platform?: string | AccountFacts | ((appId: string) => Promise<AccountFacts>)
  /** Whether the page is in a mini program's web-view. @default false */
  miniProgram?: boolean
  /** The delay before each answer, in ms. @default 0 */
  latency?: number
  /** The delay before the bridge is injected into the page, in ms. @default `undefined`: injected synchronously */
  bridgeAfter?: number
  /**
   * Replaces default answers, by the client's name of an API. `undefined` means that the client does not have the API.
   * @default {}
   */
  answers?: Record<string, AnswerMaker | undefined>
  /** APIs, by the client's name, that the account has no permission for. @default [] */
  denied?: readonly string[]
  /** The `errMsg` of `WeixinOpenTagsError`, for a client without open tags (开放标签). @default open tags are rendered */
  openTagsError?: string
}

/** The simulated WeChat of a page, for tests and tools to control. */
export interface Simulator {
  /** Every call that crossed the bridge, in order. */
  readonly calls: readonly BridgeCall[]
  /** The answers in use. May be changed at any time. */
  readonly answers: Record<string, AnswerMaker | undefined>
  /** The denied APIs. May be changed at any time. */
  readonly denied: Set<string>
  /** The delay before each answer, in ms. May be changed at any time. */
  latency: number
  /** Revokes every permission, as a client may do at any time. */
  revoke(): void
  /** Sends an event of the client, for example `onVoicePlayEnd`, to the handler on the bridge. */
  emit(name: string, data?: object): void
  /** Removes the bridge and restores the user agent. */
  uninstall(): void
}

/**
 * Simulates WeChat in this page. The bridge checks signatures as WeChat does: it computes the signature from the platform's
 * ticket and the URL that this kind of client checks.
 *
 * @throws {Error} if the page already has a `WeixinJSBridge`: in WeChat itself, or if a simulator is already installed
 * @example
 * const simulator = installSimulator({ client: 'ios' })
 * await createWx({ signature: '/wx/signature' }).ready()
 */
export function installSimulator(options: SimulatorOptions = {}): Simulator {
  const page = window as { WeixinJSBridge?: unknown; __wxjs_environment?: string }
  if (page.WeixinJSBridge !== undefined)
    throw new Error(
      'This page already has a WeixinJSBridge: open it outside WeChat, or uninstall() the other simulator first.',
    )
  const detected = clientFromUserAgent(navigator.userAgent)
  const { client = detected ?? 'android', platform = location.origin } = options
  const checks = options.checks ?? (client === 'ios' ? 'landing' : 'current')
  const settings: ClientSettings = {
    client,
    checkedUrl: checks === 'landing' ? landingUrl : () => withoutHash(location.href),
    tellsUrl: options.tellsUrl ?? true,
    latency: options.latency ?? 0,
    answers: { ...DEFAULT_ANSWERS, ...options.answers },
    denied: new Set(options.denied),
    miniProgram: options.miniProgram ?? false,
    openTagsError: options.openTagsError,
    accountFacts: toAccountFactsLookup(platform),
  }
  const { bridge, calls, revoke, emit, stop } = createBridge(settings)
  const clientUserAgent = USER_AGENTS[client] + (options.miniProgram ? MINI_PROGRAM_SUFFIX : '')
  const keepsUserAgent = detected !== undefined && options.client === undefined
  const restoreUserAgent = replaceUserAgent(options.userAgent ?? (keepsUserAgent ? false : clientUserAgent))
  const hideLocalImages = showLocalImages()

  const injectBridge = () => {
    page.WeixinJSBridge = bridge
    if (options.miniProgram) page.__wxjs_environment = 'miniprogram'
    document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  }
  const timer = options.bridgeAfter === undefined ? undefined : setTimeout(injectBridge, options.bridgeAfter)
  if (timer === undefined) injectBridge()

  return {
    calls,
    answers: settings.answers,
    denied: settings.denied,
    get latency() {
      return settings.latency
    },
    set latency(ms) {
      settings.latency = ms
    },
    revoke,
    emit,
    uninstall() {
      clearTimeout(timer)
      delete page.WeixinJSBridge
      if (options.miniProgram) delete page.__wxjs_environment
      stop()
      hideLocalImages()
      restoreUserAgent()
    },
  }
}

/** The URL that the page was opened with. `history.pushState` does not change it. */
function landingUrl(): string {
  // jsdom has no getEntriesByType, and older browsers no entry for the navigation.
  return withoutHash(performance.getEntriesByType?.('navigation')[0]?.name ?? location.href)
}

function withoutHash(url: string): string {
  return url.split('#')[0] as string
}

/** @returns a function that restores the browser's user agent */
function replaceUserAgent(userAgent: string | false): () => void {
  if (userAgent === false) return () => {}
  Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => userAgent })
  return () => {
    // The browser's own getter is on the prototype.
    delete (navigator as { userAgent?: unknown }).userAgent
  }
}
