import type { MenuItem } from '../../../types/names.js'
import type { Person, SimulatorAnswer, SimulatorApi, SimulatorEvent } from './api-types.js'
import type { PlatformSource } from './platform-link.js'

/** The clients that can be simulated: WeChat on Android, iOS, HarmonyOS NEXT, Windows, macOS and Linux. */
export type SimulatedClient = 'android' | 'ios' | 'harmony' | 'windows' | 'mac' | 'linux'

/** Options of `installSimulator`. All are optional. */
export interface SimulatorOptions {
  /**
   * Which WeChat to simulate: its user agent, the format of its answers, and the URL that it checks.
   * @default the client that the browser's user agent names (device emulation in developer tools), else `'android'`
   */
  client?: SimulatedClient | undefined
  /**
   * WeChat's version in the user agent, such as `'8.0.38'`. Desktop versions are those of WeChat itself (`'4.1.2.17'`), not the
   * frozen one beside `MicroMessenger`.
   * @default a recent one of `client`
   */
  version?: string | undefined
  /**
   * Replaces the user agent of that client. `false` leaves the browser's user agent as it is.
   * @default the user agent of `client`; `false` if the browser's user agent determined the client
   */
  userAgent?: string | false | undefined
  /**
   * Which URL the client checks: the one that the page was opened with, or the current one.
   * @default `'landing'` on iOS, `'current'` elsewhere
   */
  checks?: 'landing' | 'current' | undefined
  /** Whether the answer to a refused verification names the URL that was checked (`realAuthUrl`). @default true */
  tellsUrl?: boolean | undefined
  /**
   * WeChat's server. One of: the origin or URL prefix at which a `createPlatform()` is served; that object itself, which needs
   * no network; the facts of an account, `{ tickets, domains }`; a function that returns them for an appId. With facts only,
   * uploads stay in the page, and signatures of cards and payments are not verified.
   * @default `location.origin`
   */
  platform?: PlatformSource | undefined
  /** Whether the page is in a mini program's web-view. @default false */
  miniProgram?: boolean | undefined
  /** The delay before each answer, in ms. @default 0 */
  latency?: number | undefined
  /**
   * When the client injects its bridge: in a task of its own after the document is parsed, as WeChat does; immediately; or after
   * so many ms.
   * @default 'after-scripts'
   */
  bridgeReady?: 'after-scripts' | 'sync' | number | undefined
  /**
   * Whether to show WeChat around the page: its title bar and menu, the card that the page shares, what the user is asked, and
   * every call. Its settings outlast a reload and then replace these options.
   * @default false
   */
  panel?: boolean | undefined
  /** The language of the panel. @default the language of the page (`<html lang>`) or else of the browser */
  language?: 'zh' | 'en' | undefined
  /** APIs that the account has no permission for. @default [] */
  deny?: readonly DeniableApi[] | undefined
  /** The `errMsg` of `WeixinOpenTagsError`, for a client without open tags (开放标签). @default open tags are rendered */
  openTagsError?: string | undefined
}

/** What an account can lack the permission for: an API, or an event. */
export type DeniableApi = SimulatorApi | SimulatorEvent

/** How long an answer applies. */
export interface AnswerOptions {
  /** How many calls it answers; after them, the answer before it applies again. @default Infinity */
  times?: number | undefined
  /** The delay before the answer, in ms, beside the latency. @default 0 */
  after?: number | undefined
}

/** The simulated WeChat of a page, for tests and tools to control. */
export interface Simulator {
  readonly client: SimulatedClient
  /** WeChat's version, as the user agent says it. */
  readonly version: string
  /** Every call that crossed the bridge, in order. */
  readonly calls: readonly SimulatedCall[]
  /** Every verification of a signature, in order. */
  readonly verifications: readonly SimulatedVerification[]
  /** What the user shared, in order. */
  readonly shared: readonly SharedCard[]
  /** The menu in the upper right corner, as the user sees it. */
  readonly menu: SimulatedMenu
  /** What the page sent to the surrounding mini program with `miniProgram.postMessage`, in order. */
  readonly messages: readonly unknown[]
  /** Whether the page called `closeWindow`. Nothing is answered or pressed afterwards. */
  readonly closed: boolean
  /** The delay before each answer, in ms. May be changed at any time. */
  latency: number
  /** What the user decides. `answer()` takes precedence. May be replaced at any time. @default {} */
  person: Person
  /**
   * Sets what an API answers, in the form that WeChat's script passes to `success`. The simulator converts it to the format of
   * the simulated client. The last answer that was set applies.
   *
   * @returns a function that removes the answer
   * @throws {TypeError} if there is no such API; the message names similar ones
   * @example
   * simulator.answer('scanQRCode', { resultStr: 'EAN_13,6901234567892' })
   * simulator.answer('chooseWXPay', 'cancel', { times: 1 })
   * simulator.answer('getLocation', ({ type }) => (type === 'gcj02' ? { latitude: 23.1, longitude: 113.3 } : 'denied'))
   */
  answer<Api extends SimulatorApi>(
    api: Api,
    answer: SimulatorAnswer<Api>,
    options?: AnswerOptions,
  ): () => void
  /**
   * Sets the answer to an API in the format of the client, by the client's name, for tests of clients that answer differently.
   * It is passed to the page unchanged. `undefined` means that the client never answers.
   *
   * @returns a function that removes the answer
   */
  answerRaw(
    clientName: string,
    answer: (parameters: BridgeParameters) => RawAnswer | Promise<RawAnswer>,
  ): () => void
  /**
   * Opens the menu and presses an item. An item that shares runs the page's handler, if it has one and may use it, or takes the
   * data that the page has set, or WeChat's default: the title, the URL and the first large picture of the page.
   *
   * @returns what was shared; `undefined` if the item does not share, or if the page or the user did not
   * @throws {Error} if the menu or the item is hidden, or the window is closed
   * @example
   * const card = await simulator.press('menuItem:share:appMessage')
   * expect(card).toMatchObject({ title: 'Autumn on the river', source: 'page-data', problems: [] })
   */
  press(item: MenuItem): Promise<SharedCard | undefined>
  /** What the page would share now, without sharing it and without running its handler. */
  card(target: 'appMessage' | 'timeline'): SharedCard
  /**
   * Sends an event of the client to the handler of the page, for example `onVoicePlayEnd`. Names may be the script's or the
   * client's. As in WeChat, the handler is called only if the page has the permission.
   *
   * @returns whether a handler of the page was called
   */
  emit(event: SimulatorEvent | (string & {}), data?: object): boolean
  /** Removes the permission of the account for these APIs. @throws {TypeError} if there is no such API */
  deny(...apis: DeniableApi[]): void
  /** Restores the permission of the account for these APIs, or for all if none is given. */
  allow(...apis: DeniableApi[]): void
  /** Revokes every permission, as a client may do at any time. The page has to be verified again. */
  revoke(): void
  /** Moves the client's own clock forward, in ms: recordings, playback, beacons, and answers that are delayed. */
  advance(ms: number): void
  /** Returns to the state after `installSimulator()`: no answers, calls, handlers, permissions or share data. Keeps `person`. */
  reset(): void
  /** Removes the bridge, and restores the user agent and everything else that was replaced. */
  uninstall(): void
  /** @param listener called after any of the above changed, once for all changes of a task. @returns a function that removes it */
  subscribe(listener: () => void): () => void
}

/** The parameters of a call as they cross the bridge. */
export type BridgeParameters = Readonly<Record<string, unknown>>

/** An answer in the format of the client. `undefined`: there is none. */
export type RawAnswer = object | null | undefined

/** A call that crossed the bridge. */
export interface SimulatedCall {
  /** The name in WeChat's script, such as `getLocation`; the client's if the script has none. */
  readonly name: string
  /** The client's name, such as `geoLocation`. */
  readonly clientName: string
  /** The parameters as they crossed the bridge. */
  readonly parameters: BridgeParameters
  /** The URL of the page at the time of the call. */
  readonly url: string
  /** When the page called, in ms since 1970, on the client's clock. */
  readonly at: number
  /** The answer as the page received it; `undefined` until there is one. */
  readonly answer?: object | null | undefined
  /** The time until the page received the answer, in ms. */
  readonly duration?: number | undefined
  /** Whether the page may use the API. */
  readonly allowed: boolean
  /** Why it may not. */
  readonly reason?: CallRefusal | undefined
}

/**
 * Why a call was refused: the page's current URL is not verified; the API was not in the `jsApiList` of its verification; the
 * account has no permission for it; the client does not have the API.
 */
export type CallRefusal = 'not-verified' | 'not-listed' | 'denied' | 'unsupported'

/** A verification of the page (`wx.config`). */
export interface SimulatedVerification {
  /** In ms since 1970, on the client's clock. */
  readonly at: number
  readonly ok: boolean
  /** Why it was refused, in WeChat's words. */
  readonly refusal?: string | undefined
  readonly appId: string
  /** The URL that the client checked, without its hash. */
  readonly checkedUrl: string
  /**
   * The URL that the signature was made for, as far as it could be found among likely ones: with the hash, with another slash,
   * encoded twice, the URL that the page was opened with …
   */
  readonly signedUrl?: string | undefined
  /** Whether the platform has issued a ticket for this account that is valid now. Without one, no signature can be right. */
  readonly ticketKnown: boolean
  readonly jsApiList: readonly string[]
  readonly openTagList: readonly string[]
}

/** The menu in the upper right corner (右上角菜单). */
export interface SimulatedMenu {
  /** Whether the page shows the menu at all (`hideOptionMenu`). */
  readonly visible: boolean
  /** The items that an open menu shows, in the order of the guide's appendix 3. */
  readonly items: readonly MenuItem[]
}

/** A card that a user shared, or would share. */
export interface SharedCard {
  readonly item: MenuItem
  readonly title: string
  /** `''` if there is none, as in Moments (朋友圈). */
  readonly desc: string
  /** The link as the page gave it. */
  readonly link: string
  /** `''` if there is none. */
  readonly imgUrl: string
  /**
   * `'page-data'`: set with `updateAppMessageShareData` or `updateTimelineShareData`. `'menu-handler'`: from the handler of an
   * `onMenuShare…`. `'default'`: WeChat's own choice, because the page has set nothing.
   */
  readonly source: 'page-data' | 'menu-handler' | 'default'
  /** The URL of the page at the time. */
  readonly url: string
  readonly problems: readonly CardProblem[]
}

/**
 * What is wrong with a card.
 *
 * - `'no-title'`, `'no-picture'`: it is missing
 * - `'relative-link'`, `'relative-picture'`: it is not an absolute http(s) URL
 * - `'foreign-domain'`: the link is outside the JS domains (JS接口安全域名) of the account
 * - `'long-title'`, `'long-desc'`: it will be cut
 * - `'other-url'`: the data was set while the page had another URL
 * - `'not-set'`: the page has set nothing, or may not
 */
export type CardProblem =
  | 'no-title'
  | 'no-picture'
  | 'relative-link'
  | 'relative-picture'
  | 'foreign-domain'
  | 'long-title'
  | 'long-desc'
  | 'other-url'
  | 'not-set'

/** The `WeixinJSBridge` of the simulated client. Like the real one, it ignores arguments of the wrong type. */
export interface SimulatedBridge {
  invoke(clientName: string, parameters?: object, callback?: (answer: object) => void): void
  /** The same function as `invoke`. */
  call(clientName: string, parameters?: object, callback?: (answer: object) => void): void
  on(event: string, handler: (data: object) => void): void
  env(): void
  log(): void
}
