import type { Answer } from '../client/bridge.js'
import { statusOf } from '../client/bridge-response.js'
import { toScriptName } from '../client/client-names.js'
import { isObject, parseObject } from '../util/json.js'
import { toNumber } from '../util/to-number.js'

/**
 * Normalizes the fields that differ between clients and scripts. It goes by the type of a value, never by the user agent.
 * Returns the fields that it changes; one that is `undefined` is removed from the result.
 */
export type Normalize = (answer: Answer) => Record<string, unknown>

/** Android sends the list as JSON text. */
export const localIds: Normalize = answer => ({ localIds: parseObject(answer.localIds) })

/** Newer clients send `subtype`. Older ones send the type in place of `ok`: `network_type:wifi`. */
export const networkType: Normalize = answer => ({ networkType: readNetworkType(answer), subtype: undefined })

/** An offline device makes the client send `network_type:fail`, which is a valid result and no failure of the call. */
export function readNetworkType({ networkType, subtype, ...answer }: Answer): unknown {
  if (networkType || subtype) return networkType || subtype
  const status = statusOf(answer)
  if (status === 'fail') return 'none'
  return ['wifi', 'edge', 'wwan'].includes(status) ? status : undefined
}

export const coordinates: Normalize = answer => ({
  ...numbers(answer, ['latitude', 'longitude', 'speed', 'accuracy']),
  type: undefined,
})

/** iOS wraps the text: `{"scan_code":{"scan_result":"…"}}`. */
export const scanResult: Normalize = ({ resultStr }) => {
  const parsed = parseObject(resultStr) as { scan_code?: { scan_result?: unknown } } | undefined
  return { resultStr: parsed?.scan_code?.scan_result ?? resultStr }
}

/** Translates the client's names of APIs. */
export const checkResult: Normalize = answer => {
  const named: Record<string, boolean> = {}
  const result = parseObject(answer.checkResult)
  for (const [name, can] of isObject(result) ? Object.entries(result) : [])
    named[toScriptName(name)] = isTrue(can)
  return { checkResult: named }
}

export const addedCards: Normalize = ({ card_list, cardList }) => ({
  card_list: undefined,
  cardList: objectsIn(card_list ?? cardList).map(({ card_id, card_ext, is_succ, ...card }) => ({
    cardId: card_id,
    cardExt: card_ext,
    isSuccess: isTrue(is_succ),
    ...card,
  })),
})

export const chosenCards: Normalize = ({ choose_card_info, cardList }) => ({
  choose_card_info: undefined,
  cardList: objectsIn(choose_card_info ?? cardList),
})

const ADDRESS = {
  addressPostalCode: 'postalCode',
  proviceFirstStageName: 'provinceName',
  addressCitySecondStageName: 'cityName',
  addressCountiesThirdStageName: 'countryName',
  addressDetailInfo: 'detailInfo',
}

/** `countryName` is the script's misspelling of the district, kept beside `countyName`. */
export const address: Normalize = answer => {
  const read: Record<string, unknown> = {}
  for (const [clientName, name] of Object.entries(ADDRESS)) {
    read[name] = answer[clientName] ?? answer[name]
    read[clientName] = undefined
  }
  return { ...read, countyName: read.countryName }
}

/** Keeps `err_code`, the only `err_…` field that adds to the status. */
export const errorCode: Normalize = ({ errCode, err_code }) =>
  numbers({ errCode: errCode ?? err_code }, ['errCode'])

export const businessView: Normalize = answer => ({
  ...errorCode(answer),
  extraData: parseObject(answer.extraData),
})

export const beacons: Normalize = answer => ({
  beacons: objectsIn(answer.beacons).map(beacon => ({
    ...beacon,
    ...numbers(beacon, ['major', 'minor', 'accuracy', 'rssi', 'proximity', 'heading']),
  })),
})

/** Picks the fields that are present and converts numeric text to numbers. */
function numbers(answer: Answer, fields: readonly string[]): Record<string, unknown> {
  const read: Record<string, unknown> = {}
  for (const field of fields) {
    const value = answer[field]
    if (value !== undefined) read[field] = toNumber(value)
  }
  return read
}

/** Reads an array, or JSON text of one, and drops everything in it that is not an object. */
function objectsIn(value: unknown): readonly Answer[] {
  const parsed = parseObject(value)
  return Array.isArray(parsed) ? parsed.filter(isObject) : []
}

/** `1`, `true`, or either as text. */
function isTrue(value: unknown): boolean {
  return /^(1|true)$/.test(String(value))
}
