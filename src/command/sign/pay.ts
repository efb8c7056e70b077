import { signPayV2, signPayV3 } from '../../server/index.js'
import { APP_ID, APP_ID_VARIABLE, requiredAppId } from '../cli/account-inputs.js'
import type { Command } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import { EXIT } from '../cli/exit-codes.js'
import { KEY_FILE, PAY_KEY, PAY_PRIVATE_KEY, required, variable, withUsageErrors } from './inputs.js'

export const SIGN_TYPES = ['RSA', 'HMAC-SHA256', 'MD5'] as const
export type SignType = (typeof SIGN_TYPES)[number]

export const signPay: Command = {
  name: 'sign pay',
  summary: { en: 'Signs a payment for wx.chooseWXPay, offline.', zh: '离线计算 wx.chooseWXPay 的支付签名。' },
  options: {
    package: { value: 'prepay_id=…', text: { en: 'with the ID of the order', zh: '预支付交易会话标识' } },
    'sign-type': {
      value: 'RSA|HMAC-SHA256|MD5',
      text: { en: 'RSA for API V3; in V2 that of the order', zh: 'V3 用 RSA；V2 和下单时一致' },
    },
    'app-id': APP_ID,
    'key-file': KEY_FILE,
    timestamp: { value: 'SECONDS', text: { en: 'default: now', zh: '默认当前时间' } },
    nonce: { value: 'TEXT', text: { en: 'default: a random one', zh: '默认随机生成' } },
  },
  environment: {
    ...variable(PAY_KEY),
    WX_PAY_PRIVATE_KEY: {
      en: 'private key for RSA (apiclient_key.pem), or WX_PAY_PRIVATE_KEY_FILE',
      zh: 'RSA 用的商户私钥（apiclient_key.pem），或 WX_PAY_PRIVATE_KEY_FILE',
    },
    WX_APP_ID: APP_ID_VARIABLE,
  },
  examples: [
    {
      run: 'wx-ready sign pay --sign-type RSA --package prepay_id=wx2017… --app-id wx… --key-file apiclient_key.pem',
      text: { en: 'API V3', zh: 'V3' },
    },
    {
      run: 'wx-ready sign pay --sign-type MD5 --package prepay_id=wx2017… --app-id wx…',
      text: { en: 'API V2; asks for the key', zh: 'V2；会询问密钥' },
    },
  ],
  async run(context) {
    const { options, io } = context
    const signType = readSignType(required(options, 'sign-type'))
    const values = {
      appId: requiredAppId(context),
      package: required(options, 'package'),
      timestamp: options.text('timestamp'),
      nonceStr: options.text('nonce'),
    }
    const key = await context.secret(signType === 'RSA' ? PAY_PRIVATE_KEY : PAY_KEY)
    const signed = await withUsageErrors(() =>
      signType === 'RSA' ? signPayV3({ ...values, sign: key }) : signPayV2({ ...values, key, signType }),
    )
    io.out(`${JSON.stringify(signed, null, 2)}\n`)
    return EXIT.ok
  },
}

/** @throws {CommandError} for any other */
export function readSignType(text: string): SignType {
  const signType = SIGN_TYPES.find(each => each === text.toUpperCase())
  if (signType) return signType
  throw new CommandError({
    en: `--sign-type must be ${SIGN_TYPES.join(', ')}.`,
    zh: `--sign-type 只能是 ${SIGN_TYPES.join('、')}。`,
  })
}
