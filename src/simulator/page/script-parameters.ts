import { ownValue } from './own-value.js'
import type { BridgeParameters } from './simulator-types.js'
import { renameKeys } from './wire-format.js'

/** The parameters of a call in the script's names, from those that crossed the bridge. */
export function toScriptParameters(name: string, sent: BridgeParameters): Record<string, unknown> {
  if (name.startsWith('miniProgram.')) {
    const given = sent.arg as Record<string, unknown> | undefined
    return name === 'miniProgram.postMessage' ? { data: given } : { ...given }
  }
  const own = Object.entries(sent).filter(([field]) => name === 'config' || !CREDENTIALS.has(field))
  const parameters = { ...renameKeys(Object.fromEntries(own), ownValue(NAMES, name) ?? {}) }
  if (Array.isArray(parameters.cardList)) parameters.cardList = parameters.cardList.map(toCard)
  return parameters
}

/** What WeChat's script adds to every call. `appId` is also a parameter of its own in some, and is kept. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'verifyAppId',
  'verifySignType',
  'verifyTimestamp',
  'verifyNonceStr',
  'verifySignature',
])

const PAYMENT = { timeStamp: 'timestamp' }
const SHARE = { img_url: 'imgUrl', data_url: 'dataUrl' }

/** The client's name of a parameter → the script's, by API. */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  config: {
    verifyTimestamp: 'timestamp',
    verifyNonceStr: 'nonceStr',
    verifySignature: 'signature',
    verifyJsApiList: 'jsApiList',
    verifyOpenTagList: 'openTagList',
  },
  onMenuShareTimeline: SHARE,
  onMenuShareAppMessage: SHARE,
  onMenuShareQQ: SHARE,
  onMenuShareWeibo: SHARE,
  onMenuShareQZone: SHARE,
  openProductSpecificView: { pid: 'productId', view_type: 'viewType', ext_info: 'extInfo' },
  chooseCard: {
    app_id: 'appId',
    location_id: 'shopId',
    card_type: 'cardType',
    card_id: 'cardId',
    time_stamp: 'timestamp',
    nonce_str: 'nonceStr',
    sign_type: 'signType',
    card_sign: 'cardSign',
  },
  addCard: { card_list: 'cardList' },
  openCard: { card_list: 'cardList' },
  consumeAndShareCard: { consumedCardId: 'cardId', consumedCode: 'code' },
  chooseWXPay: PAYMENT,
  openEnterpriseRedPacket: PAYMENT,
  openEnterpriseChat: { useridlist: 'userIds', chatname: 'groupName' },
}

function toCard(card: unknown): unknown {
  if (typeof card !== 'object' || card === null) return card
  return renameKeys(card as Record<string, unknown>, { card_id: 'cardId', card_ext: 'cardExt' })
}
