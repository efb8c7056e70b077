import {
  addedCards,
  address,
  checkResult,
  localIds,
  type Normalize,
  readNetworkType,
  scanResult,
} from '../browser/apis/results.js'
import type { Answer } from '../browser/client/bridge.js'
import { statusOf, toResult } from '../browser/client/bridge-response.js'
import { toWxError } from '../browser/errors.js'
import { parseObject } from '../browser/util/json.js'

/** What a callback gets. */
export type VendorResult = Record<string, unknown> & { errMsg: string }

/**
 * What the vendor's script would pass to the callbacks of an API. Unlike the results of the promise API, the fields that the
 * vendor passes on unchanged are not normalized: a page that parses them itself goes on doing so.
 */
export function toVendorResult(api: string, answer: Answer): VendorResult {
  const status = statusOf(answer)
  if (api === 'getNetworkType') return networkType(answer, status)
  // Of a failure, the client's own errMsg is passed on verbatim.
  const errMsg = status === 'ok' || status === 'cancel' ? undefined : answer.errMsg
  const result = {
    ...toResult(api, answer, status),
    ...(errMsg ? { errMsg } : {}),
    ...(status === 'ok' && CHANGES[api]?.(answer)),
  } as VendorResult
  for (const name of Object.keys(result)) if (result[name] === undefined) delete result[name]
  return result
}

/** What `success`, `fail` or `error` of a call get that WeChat never answered. */
export function toFailure(api: string, error: unknown): VendorResult {
  return { errMsg: `${api}:fail ${toWxError(error, 'CALL_FAILED', { api }).message}` }
}

/** The same, in the spelling of the client. */
export function toRawFailure(clientName: string, error: unknown): Answer {
  return { err_msg: toFailure(clientName, error).errMsg }
}

const errorCode: Normalize = ({ errCode, err_code }) => ({ errCode: errCode ?? err_code })

/** What the vendor's script changes in a result. Values go by their type, never by the user agent. */
const CHANGES: Readonly<Record<string, Normalize>> = {
  checkJsApi: answer => (answer.checkResult ? checkResult(answer) : {}),
  chooseImage: localIds,
  getLocation: () => ({ type: undefined }),
  scanQRCode: scanResult,
  openAddress: address,
  addCard: answer => (answer.card_list ? addedCards(answer) : {}),
  chooseCard: ({ choose_card_info, cardList }) => ({
    cardList: choose_card_info ?? cardList,
    choose_card_info: undefined,
  }),
  openEnterpriseChat: errorCode,
  openBusinessView: answer => ({ ...errorCode(answer), extraData: parseObject(answer.extraData) }),
}

/** The type takes the place of the status. Unlike the promise API, the vendor's script calls `fail` if the device is offline. */
function networkType(answer: Answer, status: string): VendorResult {
  const { subtype, ...result } = toResult('getNetworkType', answer)
  const type = status === 'fail' && !subtype ? undefined : readNetworkType(answer)
  return type ? { ...result, networkType: type } : { ...result, errMsg: 'getNetworkType:fail' }
}
