import { createHash, createHmac, createPrivateKey, KeyObject, sign as signWithKey } from 'node:crypto'
import { promisify } from 'node:util'
import { getOwn } from '../../shared/get-own.js'
import { nowInSeconds, validateSeconds, validateText } from '../util/validate.js'
import { withTimeout } from '../util/with-timeout.js'
import { createNonceStr } from './nonce.js'

/** What the page is to pay, and for which account. */
interface Payment {
  /** The account whose page it is, the same as in `config`. May be `undefined` to the compiler, as what comes from the environment is. */
  appId: string | undefined
  /** `prepay_id=…`, of the order that was placed. */
  package: string
  /** At most 32 characters. @default random */
  nonceStr?: string | undefined
  /** In seconds since 1970. @default now */
  timestamp?: number | string | undefined
}

/** What `signPayV2` takes. */
export interface PayV2Options extends Payment {
  /** The merchant's API key (API密钥). It never leaves the server. */
  key: string | undefined
  /** The one that the order was placed with. */
  signType: PayV2SignType
}

export type PayV2SignType = 'MD5' | 'HMAC-SHA256'

/** What `signPayV3` takes. */
export interface PayV3Options extends Payment {
  /** The merchant's private key (apiclient_key.pem): its PEM text or bytes, or a `KeyObject`. Or what signs in its place. */
  sign: string | Uint8Array | KeyObject | PaySigner | undefined
}

/**
 * Signs a text by RSA-SHA256 with a key that is kept elsewhere, as in a key service.
 *
 * @returns base64; within 8 s
 */
export type PaySigner = (text: string) => string | Promise<string>

/** What `wx.chooseWXPay` takes. */
export interface SignedPayment {
  /** In seconds. What is signed calls it `timeStamp`. */
  timestamp: string
  nonceStr: string
  package: string
  signType: PayV2SignType | 'RSA'
  paySign: string
}

/**
 * Signs a payment for `wx.chooseWXPay` whose order was placed with WeChat Pay's API V2 (`pay/unifiedorder`).
 *
 * @throws {TypeError} for what is missing or wrong; the key is never in it
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
 * Signs a payment for `wx.chooseWXPay` whose order was placed with WeChat Pay's API V3 (`v3/pay/transactions/jsapi`).
 *
 * @throws {TypeError} for what is missing or wrong, and for a signer that gives no base64; the key is never in it
 * @throws {DOMException} `TimeoutError` for a signer that gives nothing within 8 s. What a signer throws comes as it is.
 * @example
 * await signPayV3({ appId, sign: await readFile('apiclient_key.pem'), package: `prepay_id=${order.prepay_id}` })
 * @see 发起一个微信支付请求
 */
export async function signPayV3(options: PayV3Options): Promise<SignedPayment> {
  const { appId, ...signed } = readPayment('signPayV3', options)
  const { sign } = options
  const { timestamp, nonceStr, package: order } = signed
  // Unlike in V2, the kind of the signature is not signed.
  const text = `${appId}\n${timestamp}\n${nonceStr}\n${order}\n`
  const paySign = await (typeof sign === 'function' ? askSigner(sign, text) : signByKey(readKey(sign), text))
  return { ...signed, signType: 'RSA', paySign }
}

/** The signature of API V2 for any fields: those that are empty are not signed, nor is `sign` itself. */
export function payV2Signature(
  fields: Readonly<Record<string, string | number | undefined>>,
  key: string,
  signType: PayV2SignType,
): string {
  const digest = getOwn(DIGESTS, signType)
  if (!digest)
    throw new TypeError("signPayV2: signType must be 'MD5' or 'HMAC-SHA256', as the order was placed with")
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
    throw new TypeError(`${call}: package must be prepay_id=…; a prepay_id alone will not do`)
  return {
    appId,
    timestamp: timestamp === undefined ? nowInSeconds() : validateSeconds(`${call}: timestamp`, timestamp),
    nonceStr: nonceStr === undefined ? createNonceStr() : validateText(`${call}: nonceStr`, nonceStr, 32),
    package: order,
  }
}

const signInThread = promisify(signWithKey)

/** In a thread of its own: it takes a millisecond or more, in which nothing else would be answered. */
async function signByKey(key: KeyObject, text: string): Promise<string> {
  return (await signInThread('RSA-SHA256', Buffer.from(text), key)).toString('base64')
}

function readKey(given: unknown): KeyObject {
  if (given === undefined || given === '')
    throw new TypeError('signPayV3: sign is missing: a private key, or a function that signs')
  const key = given instanceof KeyObject ? given : parseKey(given)
  if (key?.type === 'private' && key.asymmetricKeyType === 'rsa') return key
  throw new TypeError(
    'signPayV3: sign is no RSA private key: it must be the PEM of apiclient_key.pem, with its line ends and without a password',
  )
}

function parseKey(given: unknown): KeyObject | undefined {
  try {
    return createPrivateKey(typeof given === 'string' ? given : Buffer.from(given as Uint8Array))
  } catch {
    // What it says is of no help, and may one day tell of the key.
    return undefined
  }
}

/** In ms. */
const SIGNER_LIMIT = 8000

async function askSigner(sign: PaySigner, text: string): Promise<string> {
  // What the signer itself throws comes as it is.
  const signing = new Promise<unknown>(resolve => resolve(sign(text)))
  const signature = await withTimeout(SIGNER_LIMIT, signing, tooLate)
  if (typeof signature === 'string' && BASE64.test(signature)) return signature
  throw new TypeError('signPayV3: sign must give the signature as base64 text')
}

function tooLate(): never {
  throw new DOMException(`signPayV3: sign gave nothing within ${SIGNER_LIMIT} ms`, 'TimeoutError')
}

/** Not that of URLs, which some key services give. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
