import type { Callbacks } from '../../types/callbacks.js'
import type { JWeixin } from '../../types/wx.js'
import { toClientName } from '../shared/client-names.js'
import { statusOf, toScriptNames } from './answer.js'
import { type Answer, parseObject } from './bridge.js'

/** The APIs that are asked once and answer once. */
export type CommandName =
  | 'checkJsApi'
  | 'chooseImage'
  | 'closeWindow'
  | 'getLocation'
  | 'getNetworkType'
  | 'hideMenuItems'
  | 'previewImage'
  | 'scanQRCode'
  | 'showMenuItems'
  | 'updateAppMessageShareData'
  | 'updateTimelineShareData'
  | 'uploadImage'

type VendorOptions<Name extends CommandName> = NonNullable<Parameters<JWeixin[Name]>[0]>

/** What an API takes: the vendor's options without their callbacks. */
export type CommandParameters<Name extends CommandName> = Omit<VendorOptions<Name>, keyof Callbacks<never>>

/** What an API answers: what the vendor's `success` would be given. */
export type CommandResult<Name extends CommandName> = Parameters<
  NonNullable<VendorOptions<Name>['success']>
>[0]

/** One API: how it is asked over the bridge, and how its answer is read, whichever way it came. */
export interface ApiRow<Parameters = Record<string, unknown>> {
  /** Whether it has to stand in `jsApiList`. */
  readonly listed: boolean
  /** `sent`: a client may never answer it, so that it is over once it is sent and nothing was refused at once. */
  readonly settles: 'answer' | 'sent'
  /** `none` while a person decides. */
  readonly limit: 'none' | 'call' | 'transfer'
  /** The client serves one at a time. */
  readonly queued?: true
  /** What the vendor's script makes of the parameters. The client's names and defaults are the script's. */
  toClient?(parameters: Parameters): object
  /** The parameters as the script takes them, where they are not those of the page. */
  toScript?(parameters: Parameters): object
  /** Where the status does not say `ok` for what is one. */
  isOk?(answer: Answer): boolean
  /** The fields that clients or scripts spell in different ways. Read by type, whatever the platform. */
  read?(answer: Answer): Record<string, unknown>
}

type Apis = { readonly [Name in CommandName]: ApiRow<CommandParameters<Name>> }

const ANSWERED = { listed: true, settles: 'answer', limit: 'call' } as const
const BY_A_PERSON = { listed: true, settles: 'answer', limit: 'none' } as const
const SENT = { listed: true, settles: 'sent', limit: 'call' } as const

/** The table of APIs. In WeChat's own order: share, pictures, device, location, menu, scan; then what asks about APIs. */
export const APIS: Apis = {
  // Success means that the data is set, not that anybody shared.
  updateAppMessageShareData: {
    ...ANSWERED,
    toClient: ({ title, desc, link, imgUrl }) => ({
      title,
      desc,
      link,
      imgUrl,
    }),
  },
  updateTimelineShareData: {
    ...ANSWERED,
    toClient: ({ title, link, imgUrl }) => ({ title, link, imgUrl }),
  },
  chooseImage: {
    ...BY_A_PERSON,
    toClient: ({ count, sizeType, sourceType }) => ({
      scene: '1|2',
      count: count || 9,
      sizeType: sizeType || ['original', 'compressed'],
      sourceType: sourceType || ['album', 'camera'],
    }),
    // Android sends the list as JSON text.
    read: ({ localIds }) => ({ localIds: parseObject(localIds) }),
  },
  // Some clients answer when the pictures are shown, some when they are closed.
  previewImage: {
    ...SENT,
    toClient: ({ current, urls }) => ({ current, urls }),
  },
  uploadImage: {
    ...ANSWERED,
    limit: 'transfer',
    queued: true,
    toClient: ({ localId, isShowProgressTips }) => ({
      localId,
      // As the script reads it: 0 in any spelling is off, anything else is on.
      isShowProgressTips: Number(isShowProgressTips ?? 1) === 0 ? 0 : 1,
    }),
  },
  getNetworkType: {
    ...ANSWERED,
    toClient: () => ({}),
    // Newer clients send `subtype`; older ones say it in place of `ok`, as in `network_type:wifi`.
    isOk: answer => networkTypeOf(answer) !== undefined,
    read: answer => ({
      networkType: networkTypeOf(answer),
      subtype: undefined,
    }),
  },
  getLocation: {
    // With the person's consent still to come and the satellites to be found, this takes its time.
    ...ANSWERED,
    limit: 'transfer',
    toClient: ({ type }) => ({ type: type || 'wgs84' }),
    read: ({ latitude, longitude, speed, accuracy }) => ({
      ...toNumbers({ latitude, longitude, speed, accuracy }),
      type: undefined,
    }),
  },
  hideMenuItems: { ...ANSWERED, toClient: ({ menuList }) => ({ menuList }) },
  showMenuItems: { ...ANSWERED, toClient: ({ menuList }) => ({ menuList }) },
  closeWindow: { ...SENT, toClient: () => ({}) },
  scanQRCode: {
    ...BY_A_PERSON,
    toClient: ({ needResult, scanType }) => ({
      needResult: needResult || 0,
      scanType: scanType || ['qrCode', 'barCode'],
    }),
    read: ({ resultStr }) => ({ resultStr: scanResultOf(resultStr) }),
  },
  checkJsApi: {
    ...ANSWERED,
    listed: false,
    // The script writes the client's names into the list that it is given: it gets one of its own.
    toScript: ({ jsApiList }) => ({ jsApiList: jsApiList.map(toClientName) }),
    toClient: ({ jsApiList }) => ({ jsApiList: jsApiList.map(toClientName) }),
    read: ({ checkResult }) => ({
      checkResult: toScriptNames(parseObject(checkResult)),
    }),
  },
}

/** What `call()` goes by for an API that has no row. */
export const UNKNOWN_API: ApiRow = ANSWERED

export const LISTED_APIS: readonly string[] = Object.keys(APIS).filter(
  name => APIS[name as CommandName].listed,
)

function networkTypeOf(answer: Answer): unknown {
  const { networkType, subtype } = answer
  if (networkType || subtype) return networkType || subtype
  const status = statusOf(answer)
  return ['wifi', 'edge', 'wwan'].includes(status) ? status : undefined
}

/** iOS wraps the text of the code: `{"scan_code":{"scan_result":"…"}}`. */
function scanResultOf(resultStr: unknown): unknown {
  const parsed = parseObject(resultStr) as { scan_code?: { scan_result?: unknown } } | undefined
  return parsed?.scan_code?.scan_result ?? resultStr
}

function toNumbers(fields: Record<string, unknown>): Record<string, unknown> {
  const numbers: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    numbers[name] = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  }
  return numbers
}
