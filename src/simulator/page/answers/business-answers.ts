import type { DefaultAnswers } from './default-answer.js'
import { SAMPLE_ADDRESS } from './sample-address.js'

/** Cards, payments and other businesses. */
export const BUSINESS_ANSWERS: DefaultAnswers<
  | 'openProductSpecificView'
  | 'chooseCard'
  | 'addCard'
  | 'openCard'
  | 'consumeAndShareCard'
  | 'chooseWXPay'
  | 'openAddress'
  | 'openEnterpriseRedPacket'
  | 'openEnterpriseChat'
  | 'launchMiniProgram'
  | 'openBusinessView'
  | 'requestMerchantTransfer'
> = {
  openProductSpecificView: () => ({}),
  chooseCard: ({ cardSign, timestamp, cardId }) =>
    cardSign && timestamp
      ? { cardList: [{ card_id: String(cardId || DEFAULT_CARD_ID), encrypt_code: 'ENCRYPTED' }] }
      : new Error('invalid sign'),
  addCard: ({ cardList }) => ({
    cardList: (Array.isArray(cardList) ? cardList : []).map(card => ({
      ...card,
      isSuccess: isSigned(card?.cardExt),
      code: 'ENCRYPTED',
    })),
  }),
  openCard: () => ({}),
  consumeAndShareCard: () => ({}),
  chooseWXPay: parameters => {
    const { appId, timestamp, nonceStr, package: order, paySign } = parameters as Record<string, unknown>
    return appId && timestamp && nonceStr && order && paySign ? {} : new Error('missing parameter')
  },
  openAddress: () => ({ ...SAMPLE_ADDRESS }),
  openEnterpriseRedPacket: () => ({}),
  openEnterpriseChat: () => ({ errCode: 0 }),
  launchMiniProgram: () => ({}),
  openBusinessView: () => ({ errCode: 0, extraData: { result: 'SUCCESS' } }),
  requestMerchantTransfer: () => ({}),
}

const DEFAULT_CARD_ID = 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo'

function isSigned(cardExt: unknown): boolean {
  try {
    return Boolean(JSON.parse(String(cardExt)).signature)
  } catch {
    return false
  }
}
