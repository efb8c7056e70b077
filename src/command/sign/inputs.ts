import type { Option, OptionValues, SecretSource } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import { same, type Text } from '../cli/text.js'

/** The secrets that sign. Each can be in a variable, in a file, or typed. */
export const JSAPI_TICKET: SecretSource = {
  variable: 'WX_JSAPI_TICKET',
  fileOption: 'ticket-file',
  label: { en: 'The jsapi_ticket', zh: 'jsapi_ticket' },
}
export const CARD_TICKET: SecretSource = {
  variable: 'WX_CARD_TICKET',
  fileOption: 'ticket-file',
  label: { en: 'The ticket for cards (type=wx_card)', zh: '卡券 api_ticket（type=wx_card）' },
}
export const PAY_KEY: SecretSource = {
  variable: 'WX_PAY_KEY',
  fileOption: 'key-file',
  label: { en: 'The API key of the merchant (V2)', zh: '商户 API 密钥（V2）' },
}
export const PAY_PRIVATE_KEY: SecretSource = {
  variable: 'WX_PAY_PRIVATE_KEY',
  fileOption: 'key-file',
  label: { en: 'The private key of the merchant (apiclient_key.pem)', zh: '商户私钥（apiclient_key.pem）' },
  multiline: true,
}

export const TICKET_FILE: Option = {
  value: 'FILE',
  text: { en: 'file with the ticket', zh: '存放 ticket 的文件' },
}
export const KEY_FILE: Option = {
  value: 'FILE',
  text: { en: 'file with the key', zh: '存放密钥的文件' },
}

/** @throws {CommandError} if the option is missing */
export function required(options: OptionValues, name: string): string {
  const value = options.text(name)
  if (value !== undefined) return value
  throw new CommandError({ en: `--${name} is missing.`, zh: `缺少 --${name}。` })
}

/** The library's own message for a wrong value, which names the value and never contains a secret. */
export async function withUsageErrors<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TypeError) throw new CommandError(same(error.message))
    throw error
  }
}

export function variable(source: SecretSource): Readonly<Record<string, Text>> {
  return {
    [source.variable]: {
      en: `${source.label.en}, or ${source.variable}_FILE; otherwise you are asked`,
      zh: `${source.label.zh}，或 ${source.variable}_FILE；都没有时会询问`,
    },
  }
}
