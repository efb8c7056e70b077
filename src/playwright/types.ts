import type { Page } from '@playwright/test'
import type {
  DeniableApi,
  SharedCard,
  SimulatedCall,
  SimulatedClient,
  SimulatedMenu,
  SimulatedVerification,
  Simulator,
  SimulatorApi,
  SimulatorEvent,
  SimulatorOptions,
  SimulatorOutcome,
  SimulatorParameters,
} from '../simulator/page/index.js'
import type { SimulatedPlatform, SimulatedPlatformOptions } from '../simulator/platform/index.js'

type MenuItem = Parameters<Simulator['press']>[0]

/** The option `wechatOptions`: which WeChat the pages of a test run in. All are optional. */
export interface WechatOptions
  extends Pick<
    SimulatorOptions,
    'version' | 'checks' | 'tellsUrl' | 'miniProgram' | 'latency' | 'bridgeReady' | 'deny' | 'openTagsError'
  > {
  /** Which WeChat to simulate: its user agent, the format of its answers, and the URL that it checks. @default 'android' */
  client?: SimulatedClient | undefined
  /**
   * The URLs of the app's signature endpoint, as a glob pattern or a `RegExp`: the fixture answers them with the signature of the
   * simulated account. `false`: the app's own server answers, with the account of a simulated platform that it shares.
   * @default every URL whose path ends with `/wx/signature`
   */
  signature?: string | RegExp | false | undefined
  /**
   * WeChat's script (jweixin.js): the path of a file that its hosts serve; `'blocked'`: they cannot be reached, and `createWx`
   * uses the bridge alone; `'online'`: it is really loaded.
   * @default 'blocked'
   */
  script?: 'blocked' | 'online' | (string & {}) | undefined
  /** Options of `createPlatform`, for example the accounts. @default {} */
  platform?: SimulatedPlatformOptions | undefined
}

/** How often an answer applies, and when. */
export interface AnswerLimits {
  /** How many calls it answers; after them, the answer before it applies again. @default Infinity */
  times?: number | undefined
  /** The delay before the answer, in ms. @default 0 */
  after?: number | undefined
}

/** What a call comes to, or a function of its parameters. The function runs in the test, not in the page. */
export type AskedAnswer<Api extends SimulatorApi> =
  | SimulatorOutcome<Api>
  | ((
      parameters: SimulatorParameters<Api>,
    ) => SimulatorOutcome<Api> | 'default' | Promise<SimulatorOutcome<Api> | 'default'>)

/** The simulated WeChat around one page. */
export interface WechatPage {
  /**
   * Opens the menu and presses an item.
   *
   * @returns what was shared; `undefined` if the item does not share, or if the page or the user did not
   * @throws {Error} if the menu or the item is hidden, or the window is closed
   */
  press(item: MenuItem): Promise<SharedCard | undefined>
  /** What the user shared since the page was loaded, in order. */
  shared(): Promise<SharedCard[]>
  /** What the page would share now. */
  card(target: 'appMessage' | 'timeline'): Promise<SharedCard>
  /** The menu in the upper right corner, as the user sees it. */
  menu(): Promise<SimulatedMenu>
  /** Every call that crossed the bridge since the page was loaded, in order. */
  calls(): Promise<SimulatedCall[]>
  /** Every verification of a signature since the page was loaded, in order. */
  verifications(): Promise<SimulatedVerification[]>
  /** What the page sent to the surrounding mini program with `miniProgram.postMessage`. */
  messages(): Promise<unknown[]>
  /** Whether the page called `closeWindow`. */
  closed(): Promise<boolean>
  /** Sends an event of the client to the page. @returns whether a handler of the page was called */
  emit(event: SimulatorEvent | (string & {}), data?: object): Promise<boolean>
  /** Revokes every permission, as a client may do at any time. */
  revoke(): Promise<void>
  /** Moves the client's own clock forward, in ms: recordings, playback, beacons. The platform has another: `platform.advance`. */
  advance(ms: number): Promise<void>
}

/** The fixture `wechat`: WeChat around the pages of a test. Its own methods control the page of the fixture `page`. */
export interface Wechat extends WechatPage {
  /** Controls another page of the same context, for example a popup. */
  of(page: Page): WechatPage
  /**
   * Sets what an API answers in all pages of the test, those that are opened later too.
   *
   * @throws {TypeError} if there is no such API; the message names similar ones
   * @example
   * await wechat.answer('scanQRCode', { resultStr: 'EAN_13,6901234567892' })
   * await wechat.answer('chooseWXPay', 'cancel', { times: 1 })
   */
  answer<Api extends SimulatorApi>(api: Api, answer: AskedAnswer<Api>, limits?: AnswerLimits): Promise<void>
  /** Removes the permission of the account for these APIs, in all pages. @throws {TypeError} if there is no such API */
  deny(...apis: DeniableApi[]): Promise<void>
  /** Restores the permission of the account for these APIs, or for all if none is given. */
  allow(...apis: DeniableApi[]): Promise<void>
  /** WeChat's server, in the process of the test: its faults, its clock, its users and files. */
  readonly platform: SimulatedPlatform
}

/** What `test` adds to Playwright's own fixtures and options. */
export interface WechatFixtures {
  wechat: Wechat
  wechatOptions: WechatOptions
}
