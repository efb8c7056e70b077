import { readFileSync } from 'node:fs'
import type { OptionValues, SecretSource } from './command.js'
import { CommandError } from './command-error.js'
import type { Io } from './io.js'
import type { Language, Text } from './text.js'

/**
 * Reads a secret from its variable or file, or asks for it. Never from an argument: those are visible in the list of
 * processes and in the history of the shell.
 *
 * @throws {CommandError} if there is none
 */
export async function readSecret(
  source: SecretSource,
  options: OptionValues,
  io: Io,
  language: Language,
): Promise<string> {
  const found = readOptionalSecret(source, options, io)
  if (found) return found
  const { variable, label } = source
  // A prompt reads one line.
  const asked = source.multiline ? undefined : await askForSecret(source, io, language)
  if (asked) return asked
  throw new CommandError(
    { en: `${label.en} is missing.`, zh: `缺少${label.zh}。` },
    {
      en: `Set ${variable}, or ${variable}_FILE to the path of a file${source.fileOption ? `, or pass --${source.fileOption}` : ''}.`,
      zh: `请设置环境变量 ${variable}，或把 ${variable}_FILE 设为文件路径${source.fileOption ? `，也可以用 --${source.fileOption}` : ''}。`,
    },
  )
}

/** @param note what else to know. @returns `undefined` without a terminal, or an answer */
export async function askForSecret(
  { variable, label }: SecretSource,
  io: Io,
  language: Language,
  note?: Text,
): Promise<string | undefined> {
  const about = note ? `${variable}, ${note[language]}` : variable
  return (await io.ask?.(`${label[language]} (${about}): `))?.trim() || undefined
}

export function readOptionalSecret(
  { variable, fileOption, multiline = false }: SecretSource,
  options: OptionValues,
  { env }: Io,
): string | undefined {
  const path = (fileOption && options.text(fileOption)) || env[`${variable}_FILE`]
  const text = path ? readSecretFile(path) : (env[variable] ?? '')
  return (multiline ? text : text.trim()) || undefined
}

function readSecretFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code)
    throw new CommandError({ en: `Cannot read ${path}: ${code}.`, zh: `无法读取 ${path}：${code}。` })
  }
}

/** Options that other tools have for secrets, and the variable to set instead. */
export const REFUSED_OPTIONS: Readonly<Record<string, string>> = {
  secret: 'WX_APP_SECRET',
  'app-secret': 'WX_APP_SECRET',
  appsecret: 'WX_APP_SECRET',
  ticket: 'WX_JSAPI_TICKET',
  'jsapi-ticket': 'WX_JSAPI_TICKET',
  'card-ticket': 'WX_CARD_TICKET',
  key: 'WX_PAY_KEY',
  'pay-key': 'WX_PAY_KEY',
  'api-key': 'WX_PAY_KEY',
  'private-key': 'WX_PAY_PRIVATE_KEY',
  'cookie-secret': 'WX_COOKIE_SECRET',
  'session-secret': 'WX_SESSION_SECRET',
  redis: 'REDIS_URL',
  'redis-url': 'REDIS_URL',
  'access-token': 'WX_APP_SECRET',
  token: 'WX_APP_SECRET',
  password: 'WX_APP_SECRET',
}
