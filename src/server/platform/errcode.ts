import { PlatformError, type PlatformErrorCode } from '../errors.js'

/**
 * What authorizes a request: the account's appId and secret, the account's token, or the web token of one user. The same
 * errcode, for example 40001, means another thing for each.
 */
export type AuthorizedBy = 'secret' | 'token' | 'user'

/** @throws {PlatformError} `BAD_ANSWER` for anything but a JSON object */
export function parseAnswer(text: string, from: string): Record<string, unknown> {
  const answer = parseObject(text) ?? parseObject(withoutControlCharacters(text))
  if (!answer) throw new PlatformError('BAD_ANSWER', { errmsg: `${from}, and no JSON object` })
  return answer
}

/**
 * @param secrets what the request contained and no error may contain
 * @throws {PlatformError} if the response has an errcode other than 0
 */
export function assertOk(
  { errcode, errmsg }: Record<string, unknown>,
  authorizedBy: AuthorizedBy,
  secrets: readonly string[],
): void {
  if (errcode === undefined || Number(errcode) === 0) return
  const number = Number(errcode)
  const code = BY_AUTHORIZATION[authorizedBy][number] ?? ALWAYS[number] ?? 'BAD_REQUEST'
  const safeErrmsg = secrets.reduce(redact, String(errmsg ?? ''))
  throw new PlatformError(code, {
    errcode: number,
    errmsg: safeErrmsg,
    hint: hintFor(number, authorizedBy, safeErrmsg),
  })
}

type Codes = Readonly<Record<number, PlatformErrorCode>>

/** By errcode. Any other is `BAD_REQUEST`. */
const ALWAYS: Codes = {
  [-1]: 'BUSY',
  [-1000]: 'BUSY',
  45011: 'RATE_LIMITED',
  45009: 'QUOTA_SPENT',
  40013: 'CREDENTIALS_REFUSED',
  40125: 'CREDENTIALS_REFUSED',
  40243: 'CREDENTIALS_REFUSED',
  41002: 'CREDENTIALS_REFUSED',
  41004: 'CREDENTIALS_REFUSED',
  89503: 'CREDENTIALS_REFUSED',
  40164: 'IP_NOT_LISTED',
  48001: 'NOT_PERMITTED',
}

const INVALID_TOKEN: Codes = { 40001: 'TOKEN_REFUSED', 40014: 'TOKEN_REFUSED', 42001: 'TOKEN_REFUSED' }

/** Errcodes whose meaning depends on what authorizes the request. */
const BY_AUTHORIZATION: Readonly<Record<AuthorizedBy, Codes>> = {
  secret: { 40001: 'CREDENTIALS_REFUSED', ...reauthorize() },
  token: INVALID_TOKEN,
  user: { ...INVALID_TOKEN, ...reauthorize() },
}

/** A code or a refresh token was used already or has expired: only the user can help. */
function reauthorize(): Codes {
  return Object.fromEntries(
    [40029, 40163, 42003, 40030, 42002, 42007].map(number => [number, 'REAUTHORIZE' as const]),
  )
}

function hintFor(errcode: number, authorizedBy: AuthorizedBy, errmsg: string): string | undefined {
  if (authorizedBy === 'user' && INVALID_TOKEN[errcode])
    return "This user's web token is invalid: call refresh with its refresh_token. It is not the account's own token."
  const [, address] = (errcode === 40164 && /invalid ip ([\da-f.:]+)/i.exec(errmsg)) || []
  return (
    address &&
    `Add ${address}, this server's address, to the account's IP白名单 (微信开发者平台 › 基础信息 › 开发密钥).`
  )
}

/** A proxy in between may repeat the request, with secrets as they are or as escaped in URLs and JSON. */
function redact(text: string, secret: string): string {
  if (secret === '') return text
  const sent = new URLSearchParams({ secret }).toString().slice('secret='.length)
  const written = [secret, sent, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]
  return written.reduce((left, one) => left.replaceAll(one, '…'), text)
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** WeChat leaves them unescaped in nicknames, which JSON does not allow. */
function withoutControlCharacters(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/[\u0000-\u001f]/g, '')
}
