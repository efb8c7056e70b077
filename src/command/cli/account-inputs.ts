import type { CommandContext, Option, SecretSource } from './command.js'
import { CommandError } from './command-error.js'
import type { Text } from './text.js'

export const APP_ID: Option = { value: 'ID', text: { en: 'default: WX_APP_ID', zh: '默认取 WX_APP_ID' } }

export const APP_ID_VARIABLE: Text = { en: 'appId of the account', zh: '公众号的 appId' }

/** Options of every command that calls WeChat's server for an account. Its secret comes from `APP_SECRET`. */
export const ACCOUNT_OPTIONS: Readonly<Record<'app-id' | 'secret-file' | 'platform', Option>> = {
  'app-id': APP_ID,
  'secret-file': { value: 'FILE', text: { en: 'file with the secret', zh: '存放 secret 的文件' } },
  platform: {
    value: 'URL',
    text: { en: "WeChat's server, for simulated ones", zh: '微信服务器地址，用于模拟' },
  },
}

export const APP_SECRET: SecretSource = {
  variable: 'WX_APP_SECRET',
  fileOption: 'secret-file',
  label: { en: 'The secret of the account', zh: '公众号的 secret' },
}

/** @throws {CommandError} if there is none */
export function requiredAppId({ options, io }: CommandContext): string {
  const appId = options.text('app-id') ?? io.env.WX_APP_ID
  if (appId) return appId
  throw new CommandError(
    { en: '--app-id is missing.', zh: '缺少 --app-id。' },
    { en: 'Or set WX_APP_ID.', zh: '也可以设置 WX_APP_ID。' },
  )
}
