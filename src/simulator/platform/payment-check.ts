import type { KeyObject } from 'node:crypto'
import type { SimulatedCredentials } from './account.js'
import { nodeCrypto } from './node-crypto.js'

/** Why WeChat Pay would refuse this `getBrandWCPayRequest`; `undefined` if it would accept it. */
export type PaymentCheck = (payment: Readonly<Record<string, unknown>>) => string | undefined

/**
 * Checks payments with the keys that the account was given. A payment that none of them covers is accepted.
 *
 * @throws {TypeError} for keys that cannot be used
 */
export function createPaymentCheck({ payKey, payCertificate }: SimulatedCredentials): PaymentCheck {
  if (payKey === undefined && payCertificate === undefined) return () => undefined
  const crypto = nodeCrypto()
  if (!crypto) throw new TypeError('createPlatform: payKey and payCertificate need Node, to check payments')
  const publicKey = payCertificate === undefined ? undefined : readPublicKey(payCertificate)

  const verifyV2 = (digest: (text: string, key: string) => string) => (payment: Payment) =>
    payKey === undefined || digest(`${signedTextV2(payment)}&key=${payKey}`, payKey) === payment.paySign
  const verify: Readonly<Record<string, (payment: Payment) => boolean>> = {
    MD5: verifyV2(text => crypto.createHash('md5').update(text).digest('hex').toUpperCase()),
    'HMAC-SHA256': verifyV2((text, key) =>
      crypto.createHmac('sha256', key).update(text).digest('hex').toUpperCase(),
    ),
    RSA: payment =>
      publicKey === undefined ||
      crypto
        .createVerify('RSA-SHA256')
        .update(signedTextV3(payment))
        .verify(publicKey, String(payment.paySign), 'base64'),
  }
  return payment => {
    const type = String(payment.signType)
    if (!Object.hasOwn(verify, type)) return `signType is ${type}, not ${Object.keys(verify).join(', ')}`
    return verify[type]?.(payment)
      ? undefined
      : `paySign is not the ${type} signature of these parameters with the merchant's key`
  }
}

type Payment = Readonly<Record<string, unknown>>

/** API V2: every parameter that is not empty, except for the signature. */
function signedTextV2({ appId, timeStamp, nonceStr, package: order, signType }: Payment): string {
  const pairs = Object.entries({ appId, nonceStr, package: order, signType, timeStamp })
  return pairs
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&')
}

/** API V3: four lines, each with its line feed. */
function signedTextV3({ appId, timeStamp, nonceStr, package: order }: Payment): string {
  return [appId, timeStamp, nonceStr, order].map(value => `${value}\n`).join('')
}

function readPublicKey(pem: string): KeyObject {
  try {
    return (nodeCrypto() as typeof import('node:crypto')).createPublicKey(pem)
  } catch {
    // The error of Node might contain parts of the key.
    throw new TypeError('createPlatform: payCertificate is not the PEM text of a certificate or public key')
  }
}
