import { createHash, createHmac, createPublicKey, type KeyObject, verify as verifyRsa } from 'node:crypto'
import { APP_ID, APP_ID_VARIABLE, requiredAppId } from '../cli/account-inputs.js'
import type { Command, CommandContext, SecretSource } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import type { Text } from '../cli/text.js'
import { KEY_FILE, PAY_KEY, required, variable } from '../sign/inputs.js'
import { readSignType } from '../sign/pay.js'
import { reportVerdict } from './verdict.js'

/** A certificate, a public key, or the private key, which contains it. */
const PUBLIC_KEY: SecretSource = {
  variable: 'WX_PAY_PUBLIC_KEY',
  fileOption: 'key-file',
  label: {
    en: 'The certificate or key of the merchant (apiclient_cert.pem)',
    zh: '商户证书或密钥（apiclient_cert.pem）',
  },
  multiline: true,
}

export const verifyPay: Command = {
  name: 'verify pay',
  summary: {
    en: 'Verifies paySign of wx.chooseWXPay, offline, and says what was signed instead.',
    zh: '离线校验 wx.chooseWXPay 的 paySign，并指出实际签了什么。',
  },
  options: {
    'pay-sign': { value: 'TEXT', text: { en: 'as the page gets it', zh: '页面拿到的 paySign' } },
    'sign-type': {
      value: 'RSA|HMAC-SHA256|MD5',
      text: { en: 'as the page gets it', zh: '页面拿到的 signType' },
    },
    package: { value: 'prepay_id=…', text: { en: 'as the page gets it', zh: '页面拿到的 package' } },
    timestamp: { value: 'SECONDS', text: { en: 'as the page gets it', zh: '页面拿到的 timestamp' } },
    nonce: { value: 'TEXT', text: { en: 'nonceStr', zh: '页面拿到的 nonceStr' } },
    'app-id': APP_ID,
    'key-file': KEY_FILE,
  },
  environment: {
    ...variable(PAY_KEY),
    WX_PAY_PUBLIC_KEY: {
      en: 'for RSA: apiclient_cert.pem, or the public or private key; or WX_PAY_PUBLIC_KEY_FILE',
      zh: 'RSA 用：apiclient_cert.pem，或公钥、私钥；也可以用 WX_PAY_PUBLIC_KEY_FILE',
    },
    WX_APP_ID: APP_ID_VARIABLE,
  },
  examples: [
    {
      run: 'wx-ready verify pay --sign-type RSA --pay-sign oR9d8… --package prepay_id=wx2017… --timestamp 1490840662 --nonce 5K82… --app-id wx… --key-file apiclient_cert.pem',
      text: { en: 'API V3', zh: 'V3' },
    },
    {
      run: 'wx-ready verify pay --sign-type MD5 --pay-sign 22D9B4E5… --package prepay_id=wx2017… --timestamp 1490840662 --nonce 5K82… --app-id wx…',
      text: { en: 'API V2; asks for the key', zh: 'V2；会询问密钥' },
    },
  ],
  async run(context) {
    const { options } = context
    const signType = readSignType(required(options, 'sign-type'))
    const payment: Payment = {
      appId: requiredAppId(context),
      timeStamp: required(options, 'timestamp'),
      nonceStr: required(options, 'nonce'),
      package: required(options, 'package'),
    }
    const paySign = required(options, 'pay-sign')
    const isSigned =
      signType === 'RSA'
        ? rsaVerifier(await readPublicKey(context), paySign)
        : v2Verifier(await context.secret(PAY_KEY), paySign)
    const trials = signType === 'RSA' ? v3Trials(payment) : v2Trials(payment, signType)
    const found = trials.find(({ text, digest = signType }) => isSigned(text, digest))
    const mistakes = new Set(found?.mistake ? [found.mistake] : [])
    // WeChat refuses these, even if everybody agrees on what was signed.
    if (found && !payment.package.startsWith('prepay_id=')) mistakes.add('package-without-prefix')
    if (found && signType === 'RSA' && !BASE64.test(paySign)) mistakes.add('not-base64')
    return reportVerdict(context, {
      ok: found !== undefined && mistakes.size === 0,
      mistakes: [...mistakes],
      texts: found ? [...mistakes].map(mistake => MISTAKES[mistake]) : [UNKNOWN],
    })
  },
}

interface Payment {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
}

/** Not base64url, which Node decodes as well. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

const MISTAKES = {
  'package-without-prefix': {
    en: 'Sign the package, and pass it to the page, as prepay_id=…, not as the ID alone.',
    zh: '签名和传给页面的 package 都要写成 prepay_id=…，不能只写 ID。',
  },
  'not-base64': {
    en: 'paySign must be standard base64: not base64url, without spaces and line breaks.',
    zh: 'paySign 要用标准 base64，不能是 base64url，也不能有空格或换行。',
  },
  'no-last-line-feed': {
    en: 'The text to sign ends with a line feed.',
    zh: '待签名串的最后一行也要有换行符。',
  },
  'sign-type-signed': {
    en: 'In V3, signType is not part of the text to sign.',
    zh: 'V3 的待签名串不包含 signType。',
  },
  'sign-type-not-signed': {
    en: 'In V2, signType is signed too.',
    zh: 'V2 的 signType 也要参与签名。',
  },
  'wrong-field-names': {
    en: 'The fields to sign are called appId, timeStamp, nonceStr, package and signType.',
    zh: '参与签名的字段名是 appId、timeStamp、nonceStr、package 和 signType。',
  },
  'other-sign-type': {
    en: 'The signature was made with another signType than the page gets: both must be that of the order.',
    zh: '实际使用的签名方式和页面拿到的 signType 不一致：两者都要和下单时相同。',
  },
} satisfies Record<string, Text>

const UNKNOWN: Text = {
  en: 'Check the key: it belongs to the merchant, not to the account, and V2 and V3 have different ones. Then compare each value with what was signed.',
  zh: '核对密钥：它属于商户而不是公众号，V2 和 V3 的密钥也不同。然后逐个核对参与签名的值。',
}

/** A text that may have been signed. Without a mistake: the right one. */
interface Trial {
  text: string
  mistake?: keyof typeof MISTAKES
  digest?: string
}

function v3Trials({ appId, timeStamp, nonceStr, package: order }: Payment): Trial[] {
  const lines = [appId, timeStamp, nonceStr, order]
  const prepayId = order.replace(/^prepay_id=/, '')
  return [
    { text: `${lines.join('\n')}\n` },
    { text: `${[appId, timeStamp, nonceStr, prepayId].join('\n')}\n`, mistake: 'package-without-prefix' },
    { text: lines.join('\n'), mistake: 'no-last-line-feed' },
    { text: `${[...lines, 'RSA'].join('\n')}\n`, mistake: 'sign-type-signed' },
  ]
}

function v2Trials(payment: Payment, signType: string): Trial[] {
  const { appId, timeStamp, nonceStr, package: order } = payment
  const prepayId = order.replace(/^prepay_id=/, '')
  const text = (fields: Record<string, string>) =>
    Object.keys(fields)
      .sort()
      .map(name => `${name}=${fields[name]}`)
      .join('&')
  const right = text({ ...payment, signType })
  const other = signType === 'MD5' ? 'HMAC-SHA256' : 'MD5'
  const names: Record<string, string>[] = [
    { appid: appId, timeStamp, nonceStr, package: order, signType },
    { appId, timestamp: timeStamp, nonceStr, package: order, signType },
    { appid: appId, timestamp: timeStamp, noncestr: nonceStr, package: order, signtype: signType },
  ]
  return [
    { text: right },
    { text: text({ ...payment, package: prepayId, signType }), mistake: 'package-without-prefix' },
    { text: text({ ...payment }), mistake: 'sign-type-not-signed' },
    { text: right, mistake: 'other-sign-type', digest: other },
    { text: text({ ...payment, signType: other }), mistake: 'other-sign-type', digest: other },
    ...names.map(fields => ({ text: text(fields), mistake: 'wrong-field-names' as const })),
  ]
}

function v2Verifier(key: string, paySign: string) {
  return (text: string, digest: string): boolean => {
    const full = `${text}&key=${key}`
    const made =
      digest === 'MD5'
        ? createHash('md5').update(full).digest('hex')
        : createHmac('sha256', key).update(full).digest('hex')
    // WeChat takes upper case only.
    return made.toUpperCase() === paySign
  }
}

function rsaVerifier(key: KeyObject, paySign: string) {
  const signature = Buffer.from(paySign, 'base64')
  return (text: string): boolean => verifyRsa('RSA-SHA256', Buffer.from(text), key, signature)
}

/** @throws {CommandError} if it is no RSA key */
async function readPublicKey(context: CommandContext): Promise<KeyObject> {
  const pem = await context.secret(PUBLIC_KEY)
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'rsa') return key
  } catch {
    // The error of Node does not help.
  }
  throw new CommandError(
    {
      en: 'The key is not an RSA key or certificate in PEM form.',
      zh: '密钥不是 PEM 格式的 RSA 密钥或证书。',
    },
    {
      en: 'Pass apiclient_cert.pem or apiclient_key.pem.',
      zh: '请传 apiclient_cert.pem 或 apiclient_key.pem。',
    },
  )
}
