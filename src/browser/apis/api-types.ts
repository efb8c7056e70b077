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

/** Every API by its name, with the vendor's callbacks. All types of this library's methods are made from it. */
export type Declared = JWeixin & BridgeApis

/** What an API takes, with its callbacks; `unknown` for what is no API. */
type OptionsOf<Method> = Method extends (options: infer Options) => void ? NonNullable<Options> : unknown

/** The callbacks tell: only the menu's buttons have `trigger`, and an event is never cancelled. */
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

/** The APIs that are asked once and answer once. */
export type CommandName = NamesOf<Declared, 'command'>

/** The APIs that tell of something, each time it happens. */
export type EventName = NamesOf<Declared, 'event'>

/** The older APIs of sharing: what a button of the menu shares, and what became of it. */
export type MenuShareName = NamesOf<Declared, 'menu'>

export type MiniProgramName = NamesOf<MiniProgram, 'command'>

/** The vendor's options without their callbacks, each of which the table has to check. */
export type CheckedParameters<Name extends keyof Declared> = WithoutCallbacks<OptionsOf<Declared[Name]>>

/** What an API takes: the vendor's options without their callbacks, and where this library can, more. */
export type CommandParameters<Name extends CommandName> = Name extends keyof Accepted
  ? Accepted[Name]
  : CheckedParameters<Name>

/** What an API answers: what the vendor's `success` is given, put right where scripts and clients garble it. */
export type CommandResult<Name extends CommandName> = Name extends keyof Mended
  ? Mended[Name]
  : ResultOf<OptionsOf<Declared[Name]>>

/** What happened. */
export type EventResult<Name extends EventName> = Name extends keyof Mended
  ? Mended[Name]
  : ResultOf<OptionsOf<Declared[Name]>>

export type MenuShareData<Name extends MenuShareName> = CheckedParameters<Name>

/** What a page wants to know of a share by the menu. */
export interface MenuShareHandlers {
  /**
   * The user pressed the button. WeChat waits for nothing: what this changes in the data before it returns is shared, what an
   * answer of the server changes later is not.
   */
  trigger?: ((event: MenuEvent) => void) | undefined
  /** The user shared; newer clients say so whatever the user did. */
  success?: ((result: BaseResult) => void) | undefined
  /** The user did not share. */
  cancel?: ((result: BaseResult) => void) | undefined
}

export type MiniProgramParameters<Name extends MiniProgramName> = WithoutCallbacks<
  OptionsOf<MiniProgram[Name]>
>

type RequiredKeys<T> = {
  [K in keyof T]-?: object extends Pick<T, K> ? never : K
}[keyof T]

/** A call as a promise; its parameters may be left out where none is required. */
export type Promised<Parameters, Result> =
  RequiredKeys<Parameters> extends never
    ? (parameters?: Parameters, options?: CallOptions) => Promise<Result>
    : (parameters: Parameters, options?: CallOptions) => Promise<Result>

/** Where this library takes more than the vendor's script. */
interface Accepted {
  chooseWXPay: Payment<'chooseWXPay'>
  openEnterpriseRedPacket: Payment<'openEnterpriseRedPacket'>
  addCard: {
    /** 需要添加的卡券列表 */
    cardList: readonly (Omit<CardToAdd, 'cardExt'> & {
      /** As it was signed: JSON text, or the object, which becomes that. @see 卡券扩展字段cardExt说明 */
      cardExt: string | object
    })[]
  }
}

/** `timeStamp` is how a payment spells it where it is signed: a server may hand it on as it is. */
type Payment<Name extends 'chooseWXPay' | 'openEnterpriseRedPacket'> =
  | CheckedParameters<Name>
  | (Omit<CheckedParameters<Name>, 'timestamp'> & { timeStamp: number | string })

/** What is put right in answers; `readings.ts` does it. */
interface Mended {
  /** `none` where the device is offline. */
  getNetworkType: Mend<GetNetworkTypeResult, { networkType: NetworkType | 'none' }>
  openAddress: OpenAddressResult & {
    /** 三级地址, the district, with its right name. */
    countyName: string
  }
  chooseCard: Mend<
    ChooseCardResult,
    {
      /** The chosen cards (用户选中的卡券列表信息). */
      cardList: ChosenCard[]
    }
  >
  openEnterpriseChat: Mend<OpenEnterpriseChatResult, { errCode?: number }>
  openBusinessView: Mend<
    OpenBusinessViewResult,
    {
      /** 0 when all went well. */
      errCode?: number
    }
  >
  onSearchBeacons: Mend<
    BeaconsInRange,
    {
      /** The account's beacons nearby (周边的相关设备列表). */
      beacons: { [Field in keyof Beacon]: Field extends 'uuid' ? string : number }[]
    }
  >
}

type Mend<Result, Fields> = Omit<Result, keyof Fields> & Fields

/** Only a scan that asks for its result is sure to have one. */
interface ScanQRCode {
  /**
   * Scans a code (调起微信扫一扫) and gives its text as `resultStr`.
   *
   * @see 微信扫一扫
   */
  (
    parameters: CommandParameters<'scanQRCode'> & { needResult: 1 },
    options?: CallOptions,
  ): Promise<ScannedCode>
  /**
   * Scans a code (调起微信扫一扫), and WeChat acts on it.
   *
   * @see 微信扫一扫
   */
  (parameters?: CommandParameters<'scanQRCode'>, options?: CallOptions): Promise<CommandResult<'scanQRCode'>>
}

/** A method for each command of WeChat: its parameters without callbacks, and a promise of its result. */
export type Commands = {
  // Picked, so that each keeps the words that describe it.
  [Name in keyof Pick<Declared, CommandName>]: Name extends 'scanQRCode'
    ? ScanQRCode
    : Promised<CommandParameters<Name>, CommandResult<Name>>
}

/** A method for each event of WeChat: it takes a listener, and gives a function that ends it. Any number may listen. */
export type Events = {
  [Name in keyof Pick<Declared, EventName>]: (listener: (event: EventResult<Name>) => void) => () => void
}

/**
 * A method for each of the older APIs of sharing. What it is given first is what the button shares: it is read when the
 * button is pressed, so that `trigger` may change it. The function that it gives mutes the handlers.
 */
export type MenuShares = {
  [Name in keyof Pick<Declared, MenuShareName>]: (
    data?: MenuShareData<Name>,
    handlers?: MenuShareHandlers,
  ) => () => void
}
