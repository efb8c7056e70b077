/** Payments: the server creates the order and signs it. */
import { randomUUID } from 'node:crypto'
import { signPayV3 } from 'wx-ready/server'

/** @param merchantKey the merchant's private key (apiclient_key.pem), which never leaves the server */
export async function signPayment({ appId, merchantKey }) {
  if (!merchantKey) {
    const message = 'This demo has no merchant: create the order with WeChat Pay here.'
    return Response.json({ error: { message } }, { status: 501 })
  }
  // A real site gets the ID of the order from WeChat Pay (/v3/pay/transactions/jsapi).
  const order = `prepay_id=wx${randomUUID().replaceAll('-', '')}`
  return Response.json(await signPayV3({ appId, package: order, sign: merchantKey }))
}
