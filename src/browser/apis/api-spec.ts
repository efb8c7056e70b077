import type { Answer } from '../client/bridge.js'
import type { Field, Fields } from '../util/validate.js'
import type { Normalize } from './results.js'

/** What is known of every API. */
export interface Api {
  /** The first WeChat that has it, where WeChat's documents say so. */
  readonly client?: string
  /** The fields that clients or scripts spell in different ways. */
  readonly reads?: Normalize
}

/** An API that is asked: what it takes, how it is asked over the bridge, and how its answer is read, whichever way it came. */
export interface Command<Checks extends Fields = Fields> extends Api {
  /** Each parameter of the vendor's with its check; the defaults are those of the vendor's script. */
  readonly takes: Checks
  /** `sent`: a client may never answer it, so that it is over once it is sent and nothing was refused at once. @default 'answer' */
  readonly settles?: 'sent'
  /** `none` while a person decides. @default 'call' */
  readonly limit?: 'none' | 'transfer'
  /** `false` where it need not stand in `jsApiList`. */
  readonly listed?: false
  /** The client serves one at a time. */
  readonly queued?: true
  /** The vendor's script has it, and cannot serve. */
  readonly bridgeOnly?: true
  /** A client that does not know it may be silent, so that it is asked whether it does. */
  readonly asksFirst?: true
  /** The parameters in the client's names, as the script sends them. @default as they are */
  toClient?(parameters: { readonly [Name in keyof Checks]: unknown }, appId: string): object
  /** Where the status does not say `ok` for what is one. */
  isOk?(answer: Answer): boolean
  /** What to do where it failed, in one sentence, in place of what the code says. */
  hint?(): string
}

/** No parameter of the vendor's goes unchecked, and none is invented. */
export type ChecksOf<Parameters> = { readonly [Name in keyof Required<Parameters>]: Field }
