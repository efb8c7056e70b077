import type { OpenAddressResult } from '../../../types/address.js'
import type { Beacon, BeaconsInRange } from '../../../types/beacon.js'
import type { BaseResult, MenuCallbacks, MenuEvent } from '../../../types/callbacks.js'
import type { CardToAdd, ChooseCardResult, ChosenCard } from '../../../types/card.js'
import type { GetNetworkTypeResult, NetworkType } from '../../../types/device.js'
import type { OpenEnterpriseChatResult } from '../../../types/enterprise.js'
import type { MiniProgram, OpenBusinessViewResult } from '../../../types/mini-program.js'
import type { ScannedCode } from '../../../types/scan.js'
import type { BridgeApis, JWeixin } from '../../../types/wx.js'
import type { CallOptions } from './call-options.js'

/** Every API by its name, with the vendor's callbacks. The types of this library's methods are derived from it. */
export type Declared = JWeixin & BridgeApis

/** The options of an API with their callbacks, or `unknown` for anything that is not an API. */
type OptionsOf<Method> = Method extends (options: infer Options) => void ? NonNullable<Options> : unknown

/** Determined by the callbacks: only menu buttons have `trigger`, and events have no `cancel`. */
type KindOf<Method> = 'trigger' extends keyof OptionsOf<Method>
  ? 'menu'
  : 'cancel' extends keyof OptionsOf<Method>
    ? 'command'
    : 'complete' extends keyof OptionsOf<Method>
      ? 'event'
      : 'none'

type NamesOf<Owner, Kind> = {
  [Name in keyof Owner]: KindOf<Owner[Name]> extends Kind ? Name : never
}[keyof Owner]

type WithoutCallbacks<Options> = Omit<Options, keyof MenuCallbacks<never>>

type ResultOf<Options> = Options extends { success?: ((result: infer Result) => void) | undefined }
  ? Result
  : never

/** The APIs that are called once and respond once. */
export type CommandName = NamesOf<Declared, 'command'>

/** The APIs that call a listener each time something happens. */
export type EventName = NamesOf<Declared, 'event'>

/** The older share APIs: they set what a menu button shares, and report what became of it. */
export type MenuShareName = NamesOf<Declared, 'menu'>

/** The calls to the surrounding mini program. */
export type MiniProgramName = NamesOf<MiniProgram, 'command'>

/** The vendor's options without their callbacks. The table has a check for each. */
export type CheckedParameters<Name extends keyof Declared> = WithoutCallbacks<OptionsOf<Declared[Name]>>

/** The parameters of an API: the vendor's options without their callbacks, with additions of this library. */
export type CommandParameters<Name extends CommandName> = Name extends keyof Widened
  ? Widened[Name]
  : CheckedParameters<Name>

/** The result of an API: the argument of the vendor's `success` callback, normalized. */
export type CommandResult<Name extends CommandName> = Name extends keyof Normalized
  ? Normalized[Name]
  : ResultOf<OptionsOf<Declared[Name]>>

/** What a listener receives. */
export type EventResult<Name extends EventName> = Name extends keyof Normalized
  ? Normalized[Name]
  : ResultOf<OptionsOf<Declared[Name]>>

/** What a menu button shares. */
export type MenuShareData<Name extends MenuShareName> = CheckedParameters<Name>

/** The callbacks of a menu button. */
export interface MenuShareHandlers {
  /**
   * Called when the user presses the button. WeChat does not wait: changes that this makes to the data before it returns are
   * shared, later ones are not.
   *
   * @default none
   */
  trigger?: ((event: MenuEvent) => void) | undefined
  /** Called when the user shared. Newer clients call it whatever the user did. @default none */
  success?: ((result: BaseResult) => void) | undefined
  /** Called when the user did not share. @default none */
  cancel?: ((result: BaseResult) => void) | undefined
}

export type MiniProgramParameters<Name extends MiniProgramName> = WithoutCallbacks<
  OptionsOf<MiniProgram[Name]>
>

type RequiredKeys<T> = {
  [K in keyof T]-?: object extends Pick<T, K> ? never : K
}[keyof T]

/** A method that returns a promise. The parameters are optional if none is required. */
export type Promised<Parameters, Result> =
  RequiredKeys<Parameters> extends never
    ? (parameters?: Parameters, options?: CallOptions) => Promise<Result>
    : (parameters: Parameters, options?: CallOptions) => Promise<Result>

/** The parameters of APIs for which this library accepts more than the vendor's script. */
interface Widened {
  chooseWXPay: Payment<'chooseWXPay'>
  openEnterpriseRedPacket: Payment<'openEnterpriseRedPacket'>
  addCard: {
    /** 需要添加的卡券列表 */
    cardList: readonly (Omit<CardToAdd, 'cardExt'> & {
      /** JSON text with exactly the values that were signed, or the object to convert to it. @see 卡券扩展字段cardExt说明 */
      cardExt: string | object
    })[]
  }
}

/** Also accepts `timeStamp`, the spelling of the signed text, so that the output of a server can be passed on. */
type Payment<Name extends 'chooseWXPay' | 'openEnterpriseRedPacket'> =
  | CheckedParameters<Name>
  | (Omit<CheckedParameters<Name>, 'timestamp'> & {
      /** When the payment was signed (支付签名时间戳), in seconds since 1970. */
      timeStamp: number | string
    })

/** The results that `results.ts` normalizes. */
interface Normalized {
  getNetworkType: Replace<
    GetNetworkTypeResult,
    {
      /** 网络类型. `none` if the device is offline. */
      networkType: NetworkType | 'none'
    }
  >
  openAddress: OpenAddressResult & {
    /** 三级地址, the district. */
    countyName: string
  }
  chooseCard: Replace<
    ChooseCardResult,
    {
      /** The chosen cards (用户选中的卡券列表信息). */
      cardList: ChosenCard[]
    }
  >
  openEnterpriseChat: Replace<
    OpenEnterpriseChatResult,
    {
      /** 0 on success. */
      errCode?: number
    }
  >
  openBusinessView: Replace<
    OpenBusinessViewResult,
    {
      /** 0 on success. */
      errCode?: number
    }
  >
  onSearchBeacons: Replace<
    BeaconsInRange,
    {
      /** The beacons of the account in range (周边的相关设备列表). */
      beacons: { [Field in keyof Beacon]: Field extends 'uuid' ? string : number }[]
    }
  >
}

type Replace<Result, Fields> = Omit<Result, keyof Fields> & Fields

/** `resultStr` is certain only with `needResult: 1`. */
interface ScanQRCode {
  /**
   * Scans a code (调起微信扫一扫) and resolves with its text as `resultStr`.
   *
   * @see 微信扫一扫
   */
  (
    parameters: CommandParameters<'scanQRCode'> & { needResult: 1 },
    options?: CallOptions,
  ): Promise<ScannedCode>
  /**
   * Scans a code (调起微信扫一扫) and lets WeChat handle it.
   *
   * @see 微信扫一扫
   */
  (parameters?: CommandParameters<'scanQRCode'>, options?: CallOptions): Promise<CommandResult<'scanQRCode'>>
}

/** A method for each command of WeChat. It takes the vendor's options without callbacks and returns a promise. */
export type Commands = {
  // Picked, to keep the doc comments of the vendor's types.
  [Name in keyof Pick<Declared, CommandName>]: Name extends 'scanQRCode'
    ? ScanQRCode
    : Promised<CommandParameters<Name>, CommandResult<Name>>
}

/** A method for each event of WeChat. It adds a listener and returns a function that removes it. */
export type Events = {
  [Name in keyof Pick<Declared, EventName>]: (listener: (event: EventResult<Name>) => void) => () => void
}

/**
 * A method for each of the older share APIs. The data is read when the button is pressed, so `trigger` can change it. Returns a
 * function that removes the handlers; the data stays set.
 */
export type MenuShares = {
  [Name in keyof Pick<Declared, MenuShareName>]: (
    data?: MenuShareData<Name>,
    handlers?: MenuShareHandlers,
  ) => () => void
}
