import { toScriptName } from '../../shared/client-names.js'
import type { Answer } from '../client/bridge.js'
import { statusOf } from '../client/bridge-response.js'
import { isObject, parseObject } from '../util/json.js'

/**
 * What clients and scripts spell in different ways, put right by the type of the value and never by the user agent. Each
 * reading names the fields that it changes; one that it sets to `undefined` is taken out.
 */
export type Reading = (answer: Answer) => Record<string, unknown>

/** Android sends the list as JSON text. */
export const localIds: Reading = answer => ({ localIds: parseObject(answer.localIds) })

/** Newer clients send `subtype`; older ones say it in place of `ok`, as in `network_type:wifi`. */
export const networkType: Reading = answer => ({ networkType: networkTypeOf(answer), subtype: undefined })

/** The client says `network_type:fail` where the device is offline, which is no failure of the question. */
export function networkTypeOf({ networkType, subtype, ...answer }: Answer): unknown {
  if (networkType || subtype) return networkType || subtype
  const status = statusOf(answer)
  if (status === 'fail') return 'none'
  return ['wifi', 'edge', 'wwan'].includes(status) ? status : undefined
}

export const place: Reading = answer => ({
  ...numbers(answer, ['latitude', 'longitude', 'speed', 'accuracy']),
  type: undefined,
})

/** iOS wraps the text of the code: `{"scan_code":{"scan_result":"…"}}`. */
export const scanned: Reading = ({ resultStr }) => {
  const parsed = parseObject(resultStr) as { scan_code?: { scan_result?: unknown } } | undefined
  return { resultStr: parsed?.scan_code?.scan_result ?? resultStr }
}

/** With the names that the page knows. */
export const checkResult: Reading = answer => {
  const named: Record<string, boolean> = {}
  const result = parseObject(answer.checkResult)
  for (const [name, can] of isObject(result) ? Object.entries(result) : [])
    named[toScriptName(name)] = isTrue(can)
  return { checkResult: named }
}

export const addedCards: Reading = ({ card_list, cardList }) => ({
  card_list: undefined,
  cardList: list(card_list ?? cardList).map(({ card_id, card_ext, is_succ, ...card }) => ({
    cardId: card_id,
    cardExt: card_ext,
    isSuccess: isTrue(is_succ),
    ...card,
  })),
})

export const chosenCards: Reading = ({ choose_card_info, cardList }) => ({
  choose_card_info: undefined,
  cardList: list(choose_card_info ?? cardList),
})

const ADDRESS = {
  addressPostalCode: 'postalCode',
  proviceFirstStageName: 'provinceName',
  addressCitySecondStageName: 'cityName',
  addressCountiesThirdStageName: 'countryName',
  addressDetailInfo: 'detailInfo',
}

/** The script's name for the district is misspelt; `countyName` is what WeChat calls it elsewhere. */
export const address: Reading = answer => {
  const read: Record<string, unknown> = {}
  for (const [clientName, name] of Object.entries(ADDRESS)) {
    read[name] = answer[clientName] ?? answer[name]
    read[clientName] = undefined
  }
  return { ...read, countyName: read.countryName }
}

/** The one field of the client's `err_…` that says more than the status. */
export const errorCode: Reading = ({ errCode, err_code }) =>
  numbers({ errCode: errCode ?? err_code }, ['errCode'])

export const business: Reading = answer => ({
  ...errorCode(answer),
  extraData: parseObject(answer.extraData),
})

export const beacons: Reading = answer => ({
  beacons: list(answer.beacons).map(beacon => ({
    ...beacon,
    ...numbers(beacon, ['major', 'minor', 'accuracy', 'rssi', 'proximity', 'heading']),
  })),
})

/** Those of the fields that are there, as numbers where they are numbers in text. */
function numbers(answer: Answer, fields: readonly string[]): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const field of fields) {
    const value = answer[field]
    const isNumeric = typeof value === 'string' && /\d/.test(value) && !Number.isNaN(Number(value))
    if (value !== undefined) read[field] = isNumeric ? Number(value) : value
  }
  return read
}

/** A list of objects that came as one or as JSON text; anything else in it is dropped. */
function list(value: unknown): readonly Answer[] {
  const parsed = parseObject(value)
  return Array.isArray(parsed) ? parsed.filter(isObject) : []
}

/** `1`, `true`, and both as text. */
function isTrue(value: unknown): boolean {
  return /^(1|true)$/.test(String(value))
}
