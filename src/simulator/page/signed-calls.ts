import type { Device } from './answers/default-answer.js'
import { ownValue } from './own-value.js'
import type { BridgeParameters } from './simulator-types.js'
import { toWire } from './wire-format.js'

/**
 * What WeChat answers to a call whose own signature is wrong, before the user sees anything: a payment fails, and there are no
 * cards to choose from. `err_detail`, which WeChat's script removes, says what is wrong.
 *
 * @returns nothing for a call without a signature; a promise of nothing if the signature is right
 */
export function answerToWrongSignature(
  name: string,
  sent: BridgeParameters,
  device: Device,
): Promise<Record<string, unknown> | undefined> | undefined {
  return ownValue<Check>(CHECKS, name)?.(sent, device)
}

/** Adds those cards only whose signature is right, whatever the user decided. */
export async function withAddedCards(name: string, outcome: unknown, device: Device): Promise<unknown> {
  const { cardList } = (outcome ?? {}) as { cardList?: unknown }
  if (name !== 'addCard' || !Array.isArray(cardList)) return outcome
  const refusals: string[] = []
  const check = async (card: Record<string, unknown>) => {
    if (!card?.isSuccess) return card
    const sent = { card_id: card.cardId, card_ext: card.cardExt }
    const refusal = await device.platform.checkCard(device.appId(), sent)
    if (refusal === undefined) return card
    refusals.push(refusal)
    return { ...card, isSuccess: false }
  }
  const checked = await Promise.all(cardList.map(check))
  const err_detail = refusals.join(' · ')
  return { ...(outcome as object), cardList: checked, ...(err_detail && { err_detail }) }
}

type Check = (sent: BridgeParameters, device: Device) => Promise<Record<string, unknown> | undefined>

const CHECKS: Readonly<Record<string, Check>> = {
  async chooseWXPay(sent, { platform }) {
    // Without a platform there is no key to check with.
    const err_detail = await platform.checkPayment(sent).catch(() => undefined)
    if (err_detail === undefined) return undefined
    return { err_msg: 'get_brand_wcpay_request:fail', err_desc: '支付验证签名失败', err_detail }
  },
  async chooseCard(sent, { platform, client }) {
    const err_detail = await platform.checkCardFilter(String(sent.app_id), sent)
    if (err_detail === undefined) return undefined
    return { ...toWire('chooseCard', 'chooseCard', { cardList: [] }, client), err_detail }
  },
}
