import type { JsApi, OpenTag } from '../../types/names.js'
import type { WxError } from './errors.js'
import { isObject } from './json.js'
import { DURATION, FUNCTION, type Kind, type Kinds, readKinds } from './kinds.js'
import type { LogListener } from './log.js'
import type { SignUrl } from './page-url.js'
import type { ScriptSource } from './script.js'
import type { SignatureOption } from './signature-source.js'
import type { Signature } from './verification.js'

/** What `createWx` takes. */
export interface WxOptions {
  /**
   * Where signatures come from: an endpoint that is asked with `GET …?url=<the page's URL>`, or a function. The answer
   * is `{ appId, timestamp, nonceStr, signature }`, plain or under `data`; where it echoes `url`, that is compared.
   */
  signature?: SignatureOption | undefined
  /** A signature that the server made for the URL it served: no request at all for that page. */
  initialSignature?: Signature | undefined
  /** The APIs that the page may call. @default every API of this library that needs listing */
  jsApiList?: readonly (JsApi | (string & {}))[] | undefined
  /**
   * The open tags (开放标签) that the page holds. They are verified with each URL, too; where this WeChat can draw none of
   * them, `onError` is told (`NOT_SUPPORTED`). @default none
   */
  openTagList?: readonly (OpenTag | (string & {}))[] | undefined
  /**
   * Which of the page's URLs is signed. `'auto'` takes the landing URL on iOS and the current one elsewhere, and
   * corrects itself by the client's answer. @default 'auto'
   */
  signUrl?: SignUrl | undefined
  /** The vendor's script: addresses in order, or a loader. @default the vendor's 1.6.0, on its first host, then its second */
  script?: ScriptSource | undefined
  /** `'script'`: the documented `wx.config`, `wx.ready`, `wx.error` for the first verification. @default 'bridge' */
  verification?: 'bridge' | 'script' | undefined
  /** The Content-Security-Policy's nonce for the script element. @default that of a nonced script on the page */
  nonce?: string | undefined
  timeouts?: GivenTimeouts | undefined
  /** Headers, credentials and so on of the request to the endpoint. */
  request?: RequestInit | undefined
  /** Sends that request instead of `window.fetch`. */
  fetch?: typeof fetch | undefined
  /** Is told of each step with its parameters, answer and duration. Nothing is ever shown to the user. */
  log?: LogListener | undefined
  /**
   * Receives failures that nobody may wait for: of `navigated()`, `watch()`, `share()`, listeners and open tags, and of the
   * script's hosts. @default `console.warn` with code, errMsg and hint, once a code, and nothing outside WeChat
   */
  onError?: ((error: WxError) => void) | undefined
}

/** Limits, in milliseconds. `Infinity` for none. */
export interface Timeouts {
  /** The vendor's script, over all its addresses. @default 10000 */
  script: number
  /** Until WeChat has injected its bridge. @default 10000 */
  bridge: number
  /** One signature. @default 10000 */
  signature: number
  /** The client's answer to a verification. @default 10000 */
  verify: number
  /** The client's answer to a call. What waits for a person has no limit. @default 15000 */
  call: number
  /** An upload, a download, a fix of the location. @default 120000 */
  transfer: number
}

type GivenTimeouts = { readonly [Step in keyof Timeouts]?: number | undefined }

const LIMITS: Timeouts = {
  script: 10000,
  bridge: 10000,
  signature: 10000,
  verify: 10000,
  call: 15000,
  transfer: 120000,
}

export function readTimeouts(given: GivenTimeouts = {}): Timeouts {
  const names = Object.keys(LIMITS) as (keyof Timeouts)[]
  const kinds: Record<string, Kind> = {}
  for (const name of names) kinds[name] = DURATION
  const read = readKinds('createWx', 'timeouts', given, kinds, true) as GivenTimeouts
  const timeouts = { ...LIMITS }
  for (const name of names) timeouts[name] = read[name] ?? LIMITS[name]
  return timeouts
}

const TEXT: Kind = ['a text', value => typeof value === 'string']
const LIST: Kind = [
  'a list of texts',
  value => Array.isArray(value) && value.every(each => each && typeof each === 'string'),
]
const OBJECT: Kind = ['an object', isObject]

function oneOf(...choices: string[]): Kind {
  return [choices.join(' or '), value => choices.some(choice => choice === value)]
}

function either(...kinds: Kind[]): Kind {
  return [kinds.map(([name]) => name).join(' or '), value => kinds.some(([, fits]) => fits(value))]
}

const OPTIONS: Kinds<keyof WxOptions> = {
  signature: either(TEXT, FUNCTION, ['a URL', value => value instanceof URL]),
  initialSignature: OBJECT,
  jsApiList: LIST,
  openTagList: LIST,
  signUrl: either(oneOf('auto', 'current', 'landing'), FUNCTION),
  script: either(TEXT, LIST, FUNCTION),
  verification: oneOf('bridge', 'script'),
  nonce: TEXT,
  timeouts: OBJECT,
  request: OBJECT,
  fetch: FUNCTION,
  log: FUNCTION,
  onError: FUNCTION,
}

/**
 * Reads each option once.
 *
 * @throws {WxError} `INVALID_ARGUMENT` for an unknown option, or one of a wrong kind
 */
export function readOptions(given: unknown): WxOptions {
  return readKinds('createWx', 'options', given, OPTIONS, true) as WxOptions
}
