import type { BaseResult, MenuCallbacks } from '../../../types/callbacks.js'
import type { ConfigOptions } from '../../../types/config.js'
import type { MiniProgram } from '../../../types/mini-program.js'
import type { BridgeApis, JWeixin } from '../../../types/wx.js'

/** The APIs of WeChat's script that call the client, and those of the bridge alone. */
type Declared = Omit<JWeixin, 'config' | 'ready' | 'error' | 'invoke' | 'on' | 'miniProgram'> & BridgeApis

type OptionsOf<Method> = Method extends (options: infer Options) => void ? NonNullable<Options> : never

type WithoutCallbacks<Options> = Omit<Options, keyof MenuCallbacks<never>>

type ResultOf<Options> = Options extends { success?: ((result: infer Result) => void) | undefined }
  ? Omit<Result, keyof BaseResult>
  : never

/** The calls to the surrounding mini program, by the script's names: `miniProgram.navigateTo`. */
export type MiniProgramApi = `miniProgram.${Exclude<keyof MiniProgram, 'getEnv'>}`

/** The APIs that report something of the client to a listener of the page. */
export type SimulatorEvent = 'onVoiceRecordEnd' | 'onVoicePlayEnd' | 'onSearchBeacons'

/**
 * The APIs that the page calls, by the names of WeChat's script. `config` is the verification of the page; an `onMenuShare…`
 * is the call that the page makes after its menu item was pressed.
 */
export type SimulatorApi = Exclude<keyof Declared, SimulatorEvent> | 'config' | MiniProgramApi

/** The parameters of a call, by the names of WeChat's script, without its callbacks. */
export type SimulatorParameters<Api extends SimulatorApi> = Api extends 'config'
  ? WithoutCallbacks<ConfigOptions>
  : Api extends `miniProgram.${infer Name extends Exclude<keyof MiniProgram, 'getEnv'>}`
    ? WithoutCallbacks<OptionsOf<MiniProgram[Name]>>
    : Api extends keyof Declared
      ? WithoutCallbacks<OptionsOf<Declared[Api]>>
      : never

/** The result that WeChat's script passes to `success`, without `errMsg`. Fields may be omitted. */
export type SimulatorResult<Api extends SimulatorApi> = Api extends keyof Declared
  ? Partial<ResultOf<OptionsOf<Declared[Api]>>>
  : Record<string, never>

/**
 * What a call comes to: the result of a success (`{}` or `undefined` if it has no fields), or
 *
 * - `'cancel'`: the user cancelled it
 * - `'denied'`: `permission denied`
 * - `'unsupported'`: this client does not have the API; `checkJsApi` reports it as missing
 * - `'silent'`: the client never answers
 * - an `Error`: it failed with that message
 */
export type SimulatorOutcome<Api extends SimulatorApi = SimulatorApi> =
  | SimulatorResult<Api>
  | 'cancel'
  | 'denied'
  | 'unsupported'
  | 'silent'
  | Error
  | undefined

/** An outcome, or a function that returns one, or a promise of one, from the parameters of a call. */
export type SimulatorAnswer<Api extends SimulatorApi> =
  | SimulatorOutcome<Api>
  | ((parameters: SimulatorParameters<Api>) => SimulatorOutcome<Api> | Promise<SimulatorOutcome<Api>>)

/**
 * What the user decides, for each API that asks them: which pictures, whether to pay. `undefined` leaves a call to the default
 * answer.
 */
export type Person = {
  [Api in SimulatorApi]?: (
    parameters: SimulatorParameters<Api>,
  ) => SimulatorOutcome<Api> | Promise<SimulatorOutcome<Api>>
}
