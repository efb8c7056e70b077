import { createHash, createHmac, createPrivateKey, sign as cryptoSign, KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { getOwn } from '../../shared/get-own.js'
import { nowInSeconds, validateSeconds, validateText } from '../util/validate.js'
import { withTimeout } from '../util/with-timeout.js'
import { createNonceStr } from './nonce.js'

/** Options that both versions of the API share. */
interface Payment {
  /** AppID of the account that the page uses; required. The type allows `undefined`, as for environment variables, but the call then throws. */
  appId: string | undefined
  /** `prepay_id=…`, with the ID of the order; required. */
  package: string
  /** Nonce to sign, at most 32 characters. @default 32 random ones */
  nonceStr?: string | undefined
  /** Time to sign, in seconds since 1970. @default now */
  timestamp?: number | string | undefined
}

/** Options of `signPayV2`. */
export interface PayV2Options extends Payment {
  /** The merchant's API key (API密钥); required. It never leaves the server. */
  key: string | undefined
  /** The type of signature that the order was placed with; required. */
  signType: PayV2SignType
}

/** Types of signature of API V2. */
export type PayV2SignType = 'MD5' | 'HMAC-SHA256'

/** Options of `signPayV3`. */
export interface PayV3Options extends Payment {
  /** The merchant's private key (apiclient_key.pem), as PEM text, PEM bytes or a `KeyObject`, or a function that signs; required. */
  sign: string | Uint8Array | KeyObject | PaySigner | undefined
}

/**
 * Signs a text with RSA-SHA256, using a key that is stored elsewhere, for example in a key management service.
 *
 * @returns the signature in base64, within 8 s
 */
export type PaySigner = (text: string) => string | Promise<string>

/** The parameters of `wx.chooseWXPay`. */
export interface SignedPayment {
  /** In seconds since 1970. The signed text calls it `timeStamp`. */
  timestamp: string
  nonceStr: string
  package: string
  signType: PayV2SignType | 'RSA'
  paySign: string
}

/**
 * Signs a payment for `wx.chooseWXPay`. The order was placed with API V2 of WeChat Pay (`pay/unifiedorder`).
 *
 * @throws {TypeError} for a missing or invalid option; the message never contains the key
 * @example
 * signPayV2({ appId, key, signType: 'HMAC-SHA256', package: `prepay_id=${order.prepay_id}` })
 * @see 发起一个微信支付请求
 */
export function signPayV2(options: PayV2Options): SignedPayment {
  const { appId, ...signed } = readPayment('signPayV2', options)
  const key = validateText('signPayV2: key', options.key)
  const { signType } = options
  const { timestamp: timeStamp, ...others } = signed
  const paySign = payV2Signature({ appId, timeStamp, ...others, signType }, key, signType)
  return { ...signed, signType, paySign }
}

/**
 * Signs a payment for `wx.chooseWXPay`. The order was placed with API V3 of WeChat Pay (`v3/pay/transactions/jsapi`).
 *
 * @throws {TypeError} for a missing or invalid option, or if the function does not return base64; the message never contains the key
 * @throws {DOMException} `TimeoutError` if the function takes longer than 8 s. What it throws is passed on unchanged.
 * @example
 * await signPayV3({ appId, sign: await readFile('apiclient_key.pem'), package: `prepay_id=${order.prepay_id}` })
 * @see 发起一个微信支付请求
 */
export async function signPayV3(options: PayV3Options): Promise<SignedPayment> {
  const { appId, ...signed } = readPayment('signPayV3', options)
  const { sign } = options
  const { timestamp, nonceStr, package: order } = signed
  // Unlike in V2, the type of signature is not part of the signed text.
  const text = `${appId}\n${timestamp}\n${nonceStr}\n${order}\n`
  const paySign = await (typeof sign === 'function'
    ? signWithFunction(sign, text)
    : signWithPrivateKey(readPrivateKey(sign), text))
  return { ...signed, signType: 'RSA', paySign }
}

/** Computes a signature of API V2. Empty fields and `sign` itself are not signed. */
export function payV2Signature(
  fields: Readonly<Record<string, string | number | undefined>>,
  key: string,
  signType: PayV2SignType,
): string {
  const digest = getOwn(DIGESTS, signType)
  if (!digest)
    throw new TypeError(
      "signPayV2: signType must be 'MD5' or 'HMAC-SHA256', the same that the order was placed with",
    )
  const signed = Object.keys(fields)
    .filter(name => name !== 'sign' && fields[name] !== undefined && fields[name] !== '')
    .sort()
    .map(name => `${name}=${fields[name]}`)
  return digest([...signed, `key=${key}`].join('&'), key).toUpperCase()
}

const DIGESTS: Readonly<Record<PayV2SignType, (text: string, key: string) => string>> = {
  MD5: text => createHash('md5').update(text).digest('hex'),
  'HMAC-SHA256': (text, key) => createHmac('sha256', key).update(text).digest('hex'),
}

function readPayment(call: string, options: Payment) {
  const { package: order, nonceStr, timestamp } = options
  const appId = validateText(`${call}: appId`, options.appId)
  if (!/^prepay_id=\S+$/.test(validateText(`${call}: package`, order)))
    throw new TypeError(`${call}: package must be prepay_id=… (not the prepay_id alone)`)
  return {
    appId,
    timestamp: timestamp === undefined ? nowInSeconds() : validateSeconds(`${call}: timestamp`, timestamp),
    nonceStr: nonceStr === undefined ? createNonceStr() : validateText(`${call}: nonceStr`, nonceStr, 32),
    package: order,
  }
}

const signAsync = promisify(cryptoSign)

/** Runs in the thread pool: RSA takes a millisecond or more, and would block the event loop. */
async function signWithPrivateKey(key: KeyObject, text: string): Promise<string> {
  return (await signAsync('RSA-SHA256', Buffer.from(text), key)).toString('base64')
}

function readPrivateKey(value: unknown): KeyObject {
  if (value === undefined || value === '')
    throw new TypeError('signPayV3: sign is missing: pass a private key, or a function that signs')
  const key = value instanceof KeyObject ? value : parseKey(value)
  if (key?.type === 'private' && key.asymmetricKeyType === 'rsa') return key
  throw new TypeError(
    'signPayV3: sign is not an RSA private key: pass the content of apiclient_key.pem, with its line breaks and without a password',
  )
}

function parseKey(value: unknown): KeyObject | undefined {
  try {
    return createPrivateKey(typeof value === 'string' ? value : Buffer.from(value as Uint8Array))
  } catch {
    // The error of Node does not help, and might contain parts of the key.
    return undefined
  }
}

/** In ms. */
const SIGN_TIMEOUT = 8000

async function signWithFunction(sign: PaySigner, text: string): Promise<string> {
  // A function that throws synchronously must reject too.
  const signing = new Promise<unknown>(resolve => resolve(sign(text)))
  const signature = await withTimeout(SIGN_TIMEOUT, signing, tooLate)
  if (typeof signature === 'string' && BASE64.test(signature)) return signature
  throw new TypeError('signPayV3: sign must return the signature as base64 text')
}

function tooLate(): never {
  throw new DOMException(`signPayV3: sign did not return within ${SIGN_TIMEOUT} ms`, 'TimeoutError')
}

/** Standard base64. Some key management services return base64url, which WeChat rejects. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
