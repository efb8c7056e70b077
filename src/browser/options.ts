import type { JsApi, OpenTag } from '../../types/names.js'
import { LISTED_APIS } from './apis/table.js'
import { type ScriptSource, VENDOR_URLS } from './client/vendor-script.js'
import type { WxError } from './errors.js'
import type { SignUrl } from './session/page-url.js'
import type { SignatureSourceOptions } from './session/signature-source.js'
import { isObject } from './util/json.js'
import type { LogListener } from './util/log.js'
import type { Timeouts } from './util/timeouts.js'
import { duration, type Field, FUNCTION, isFunction, option, optionsOf, readAs } from './util/validate.js'

/** The options of `createWx`. */
export interface WxOptions extends SignatureSourceOptions {
  /**
   * The APIs for which the page asks WeChat's permission. A call to another one adds it, and verifies the page once more.
   *
   * @default every API of this library that has to be listed
   */
  jsApiList?: readonly (JsApi | (string & {}))[] | undefined
  /**
   * The open tags (开放标签) on the page. If this WeChat cannot render them, `onError` receives `NOT_SUPPORTED`. @default []
   */
  openTagList?: readonly (OpenTag | (string & {}))[] | undefined
  /**
   * Which of the page's URLs to sign. `'auto'` signs the landing URL on iOS and the current one elsewhere, and if WeChat
   * refuses that, the URL that it does check. @default 'auto'
   */
  signUrl?: SignUrl | undefined
  /**
   * The vendor's script (jweixin.js): URLs in the order to try them, or a function that loads it.
   *
   * @default version 1.6.0 from `https://res.wx.qq.com`, then from `https://res2.wx.qq.com`
   */
  script?: ScriptSource | undefined
  /**
   * How to verify the page: over WeChat's bridge, which does not wait for the script, or for the first time with the documented
   * `wx.config`, `wx.ready` and `wx.error` of the script.
   *
   * @default 'bridge'
   */
  verification?: 'bridge' | 'script' | undefined
  /** The nonce of the script element, for a Content-Security-Policy. @default that of the first script on the page that has one */
  nonce?: string | undefined
  /** How long each step may take, in milliseconds. @default see `Timeouts` */
  timeouts?: GivenTimeouts | undefined
  /** Called after each step and each call, with its parameters, answer or error, and duration. @default none */
  log?: LogListener | undefined
  /**
   * Called with failures that no caller may be waiting for: of `navigated()`, `watch()`, `share()`, listeners, open tags, and
   * of loading the script. @default `console.warn` once per code, and nothing outside WeChat
   */
  onError?: ((error: WxError) => void) | undefined
}

type GivenTimeouts = { readonly [Step in keyof Timeouts]?: number | undefined }

type Defaulted = 'jsApiList' | 'openTagList' | 'signUrl' | 'script' | 'verification'

/** The options with their defaults. */
export type ReadOptions = Omit<WxOptions, 'timeouts'> & {
  readonly [Name in Defaulted]: NonNullable<WxOptions[Name]>
} & { readonly timeouts: Timeouts }

const isText = (value: unknown): value is string => typeof value === 'string'
const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(each => each && typeof each === 'string')
const among =
  (...choices: unknown[]) =>
  (value: unknown) =>
    choices.includes(value)

const OBJECT = option('an object', isObject)
const list = (otherwise: readonly string[]) => option('an array of strings', isList, otherwise)

const OPTIONS = optionsOf({
  signature: option(
    'a string, a URL or a function',
    value => isText(value) || isFunction(value) || value instanceof URL,
  ),
  initialSignature: OBJECT,
  jsApiList: list(LISTED_APIS),
  openTagList: list([]),
  signUrl: option(
    'auto or current or landing or a function',
    value => among('auto', 'current', 'landing')(value) || isFunction(value),
    'auto',
  ),
  script: option(
    'a string, an array of strings or a function',
    value => isFunction(value) || ((isText(value) || isList(value)) && value.length > 0),
    VENDOR_URLS,
  ),
  verification: option('bridge or script', among('bridge', 'script'), 'bridge'),
  nonce: option('a string', isText),
  timeouts: optionsOf({
    script: duration(10000),
    bridge: duration(10000),
    signature: duration(10000),
    verify: duration(10000),
    call: duration(15000),
    transfer: duration(120000),
  }),
  request: OBJECT,
  fetch: FUNCTION,
  log: FUNCTION,
  onError: FUNCTION,
} satisfies { readonly [Name in keyof WxOptions]-?: Field })

/**
 * Reads each option once, and applies its default.
 *
 * @throws {WxError} `INVALID_ARGUMENT` for an unknown option or a wrong type
 */
export function readOptions(given: unknown): ReadOptions {
  return readAs('createWx', OPTIONS, 'options', given)
}
