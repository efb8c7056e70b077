import { listedNameOfScript } from './api-names.js'
import { ownValue } from './own-value.js'
import type { SimulatedClient } from './simulator-types.js'

/** The fields of an answer, in the script's names or in the client's. */
export type Fields = Readonly<Record<string, unknown>>

/**
 * Converts the outcome of a call, as a test or a default answer states it, to the answer of this kind of client.
 *
 * @returns `undefined` if the client never answers
 */
export function toWire(
  name: string,
  clientName: string,
  outcome: unknown,
  client: SimulatedClient,
): Record<string, unknown> | undefined {
  const prefix = ownValue(PREFIXES, clientName) ?? clientName
  if (outcome === 'silent') return undefined
  if (outcome === 'unsupported') return { err_msg: `${clientName}:function_not_exist` }
  if (outcome === 'denied') return { err_msg: `${clientName}:fail_permission denied` }
  if (outcome === 'cancel') return { err_msg: `${prefix}:cancel` }
  if (isError(outcome)) return { err_msg: `${prefix}:fail_${outcome.message}` }
  const value = isFields(outcome) ? cloneJson(outcome) : {}
  const word = ownValue(OK_WORDS, clientName) ?? 'ok'
  return { err_msg: `${prefix}:${word}`, ...(ownValue(CONVERSIONS, name)?.(value, client) ?? value) }
}

/** The client's older APIs report with another spelling of their name. */
const PREFIXES: Readonly<Record<string, string>> = {
  shareTimeline: 'share_timeline',
  sendAppMessage: 'send_app_msg',
  imagePreview: 'image_preview',
  getNetworkType: 'network_type',
  openLocation: 'open_location',
  geoLocation: 'geo_location',
  chooseCard: 'choose_card',
  batchAddCard: 'batch_add_card',
  batchViewCard: 'batch_view_card',
  getBrandWCPayRequest: 'get_brand_wcpay_request',
  editAddress: 'edit_address',
}

const OK_WORDS: Readonly<Record<string, string>> = { sendAppMessage: 'confirm' }

type Conversion = (value: Fields, client: SimulatedClient) => Fields

/** What differs between the script's result and the client's answer, by the script's name. */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  checkJsApi: ({ checkResult, ...others }, client) => ({
    ...others,
    checkResult: textOnAndroid(renamed(checkResult), client),
  }),
  chooseImage: ({ localIds, ...others }, client) => ({
    ...others,
    ...(localIds !== undefined && { localIds: textOnAndroid(localIds, client) }),
  }),
  getNetworkType: ({ networkType = 'wifi', ...others }, client) => ({
    ...others,
    ...networkAnswer(String(networkType), client),
  }),
  getLocation: (value, client) => (client === 'android' ? numbersAsText(value) : value),
  scanQRCode: ({ resultStr, ...others }, client) => ({
    ...others,
    ...(resultStr !== undefined && {
      resultStr: client === 'ios' ? JSON.stringify({ scan_code: { scan_result: resultStr } }) : resultStr,
    }),
  }),
  chooseCard: ({ cardList, ...others }, client) => ({
    ...others,
    ...(cardList !== undefined && { choose_card_info: textOnAndroid(cardList, client) }),
  }),
  // JSON text on every client: all releases of the vendor's script parse it.
  addCard: ({ cardList, ...others }) => ({
    ...others,
    ...(Array.isArray(cardList) && { card_list: JSON.stringify(cardList.map(toAddedCard)) }),
  }),
  openAddress: value => renameKeys(value, ADDRESS),
  openEnterpriseChat: (value, client) => withErrorCode(value, client),
  openBusinessView: ({ extraData, ...others }, client) => ({
    ...withErrorCode(others, client),
    ...(extraData !== undefined && { extraData: textOnAndroid(extraData, client) }),
  }),
  // Numbers are text on every client.
  onSearchBeacons: ({ beacons, ...others }) => ({
    ...others,
    ...(Array.isArray(beacons) && { beacons: beacons.map(numbersAsText) }),
  }),
}

/** Converts the data of an event from the script's names to the client's. */
export function toWireEvent(name: string, data: Fields, client: SimulatedClient): Fields {
  return ownValue(CONVERSIONS, name)?.(data, client) ?? data
}

const ADDRESS: Readonly<Record<string, string>> = {
  postalCode: 'addressPostalCode',
  provinceName: 'proviceFirstStageName',
  cityName: 'addressCitySecondStageName',
  countryName: 'addressCountiesThirdStageName',
  detailInfo: 'addressDetailInfo',
}

/** Older clients put the type in the place of `ok`; newer ones send it as `subtype` too. An offline client fails. */
function networkAnswer(type: string, client: SimulatedClient): Fields {
  if (type === 'none') return { err_msg: 'network_type:fail' }
  if (!/^(wifi|edge|wwan)$/.test(type)) return { err_msg: 'network_type:wwan', subtype: type }
  return client === 'ios'
    ? { err_msg: `network_type:${type}` }
    : { err_msg: `network_type:${type}`, subtype: type }
}

/** Android sends lists and objects as JSON text. */
function textOnAndroid(value: unknown, client: SimulatedClient): unknown {
  return client === 'android' && typeof value === 'object' ? JSON.stringify(value) : value
}

function numbersAsText(fields: Fields): Fields {
  const asText = (value: unknown) => (typeof value === 'number' ? String(value) : value)
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, asText(value)]))
}

/** Android sends error codes as text. */
function withErrorCode({ errCode, ...others }: Fields, client: SimulatedClient): Fields {
  if (errCode === undefined) return others
  return { ...others, err_code: client === 'android' ? String(errCode) : errCode }
}

function toAddedCard({ cardId, cardExt, isSuccess, ...others }: Fields): Fields {
  return {
    ...others,
    card_id: cardId,
    card_ext: cardExt,
    ...(isSuccess !== undefined && { is_succ: isSuccess ? 1 : 0 }),
  }
}

function renamed(checkResult: unknown): Fields {
  if (!isFields(checkResult)) return {}
  return Object.fromEntries(Object.entries(checkResult).map(([name, can]) => [listedNameOfScript(name), can]))
}

export function renameKeys(fields: Fields, names: Readonly<Record<string, string>>): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [names[name] ?? name, value]))
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Also an error of another realm. */
function isError(value: unknown): value is Error {
  return Object.prototype.toString.call(value) === '[object Error]' || value instanceof Error
}

function cloneJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
