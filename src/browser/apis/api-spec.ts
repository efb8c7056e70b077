import type { Answer } from '../client/bridge.js'
import type { Field, Fields } from '../util/validate.js'
import type { Normalize } from './results.js'

/** The validated parameters of an API. */
type ValuesOf<Checks extends Fields> = { readonly [Name in keyof Checks]: unknown }

/** What can be said of every API. */
export interface Api {
  /** The first WeChat version that has it, if WeChat documents it. */
  readonly since?: string
  /** Normalizes what differs between clients and scripts. */
  readonly normalize?: Normalize
}

/** An API that is called once and responds once. The same row describes it for the vendor's script and for the bridge. */
export interface Command<Checks extends Fields = Fields> extends Api {
  /** The check of each parameter. The defaults are those of the vendor's script. */
  readonly parameters: Checks
  /**
   * `sent`: resolves shortly after sending unless the client refuses the call, because a client may never respond.
   *
   * @default 'response'
   */
  readonly settles?: 'sent'
  /** Which of the `timeouts` applies. `none` while WeChat waits for the user. @default 'call' */
  readonly timeout?: 'none' | 'transfer'
  /** `false` if it works without being listed in `jsApiList`. @default true */
  readonly listed?: false
  /** The client handles one call at a time. */
  readonly queued?: true
  /** The method of the vendor's script is not reliable. */
  readonly bridgeOnly?: true
  /** A client without it may never respond, so checkJsApi is called first. */
  readonly checkFirst?: true
  /** Converts the parameters to what the script would send. @default no conversion */
  toClient?(parameters: ValuesOf<Checks>, appId: string): object
  /** Whether the call succeeded. @default the status of the response is `ok` */
  isOk?(answer: Answer): boolean
  /** The hint of a failure. @default the hint of `CALL_FAILED` */
  hint?(): string
}

/** An older share API: the client reports that its menu button was pressed, and is then called with what to share. */
export interface MenuShare<Checks extends Fields = Fields> extends Api {
  readonly parameters: Checks
  /** The client's API that shares. */
  readonly shareApi: string
  /** Converts the parameters to what the script would send. */
  toClient(parameters: ValuesOf<Checks>): object
}

/** A check for each parameter that the vendor's types declare, and for no other. */
export type ChecksOf<Parameters> = { readonly [Name in keyof Required<Parameters>]: Field }
