import { PlatformError, type PlatformErrorCode } from '../errors.js'

/**
 * Whose word is doubted where WeChat says 40001: the account's appId and secret, the account's token, or the web token
 * of one user.
 */
export type AuthorizedBy = 'secret' | 'token' | 'user'

/** WeChat's answer as the object that it is. @throws {PlatformError} BAD_ANSWER where it is none */
export function parseAnswer(text: string, from: string): Record<string, unknown> {
  const answer = parseObject(text) ?? parseObject(withoutControlCharacters(text))
  if (!answer) throw new PlatformError('BAD_ANSWER', { errmsg: `${from}, and no JSON object` })
  return answer
}

/**
 * @param secrets what was sent with the request and must not come back in an error
 * @throws {PlatformError} where the answer says that something is wrong
 */
export function assertOk(
  { errcode, errmsg }: Record<string, unknown>,
  authorizedBy: AuthorizedBy,
  secrets: readonly string[],
): void {
  if (errcode === undefined || Number(errcode) === 0) return
  const number = Number(errcode)
  const code = MEANING[authorizedBy][number] ?? ANYWHERE[number] ?? 'BAD_REQUEST'
  const words = secrets.reduce(leaveOut, String(errmsg ?? ''))
  throw new PlatformError(code, {
    errcode: number,
    errmsg: words,
    hint: hintFor(number, authorizedBy, words),
  })
}

type Meaning = Readonly<Record<number, PlatformErrorCode>>

/** By WeChat's number. What is nowhere here is `BAD_REQUEST`. */
const ANYWHERE: Meaning = {
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

const DEAD_TOKEN: Meaning = { 40001: 'TOKEN_REFUSED', 40014: 'TOKEN_REFUSED', 42001: 'TOKEN_REFUSED' }

/** The same number does not mean the same to everybody. */
const MEANING: Readonly<Record<AuthorizedBy, Meaning>> = {
  secret: { 40001: 'CREDENTIALS_REFUSED', ...reauthorize() },
  token: DEAD_TOKEN,
  user: { ...DEAD_TOKEN, ...reauthorize() },
}

/** A code or a refresh token that has been used or is dead: only the user can help. */
function reauthorize(): Meaning {
  return Object.fromEntries(
    [40029, 40163, 42003, 40030, 42002, 42007].map(number => [number, 'REAUTHORIZE' as const]),
  )
}

function hintFor(errcode: number, authorizedBy: AuthorizedBy, errmsg: string): string | undefined {
  if (authorizedBy === 'user' && DEAD_TOKEN[errcode])
    return "This user's web token is dead: call refresh with its refresh_token. The account's own token has nothing to do with it."
  const [, address] = (errcode === 40164 && /invalid ip ([\da-f.:]+)/i.exec(errmsg)) || []
  return (
    address &&
    `Add ${address}, this server's address, to the account's IP白名单 (微信开发者平台 › 基础信息 › 开发密钥).`
  )
}

/** WeChat is not known to repeat what it was sent; a proxy before it may, as it is or as addresses and JSON write it. */
function leaveOut(text: string, secret: string): string {
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

/** They come within nicknames, where JSON has them escaped. */
function withoutControlCharacters(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return text.replace(/[\u0000-\u001f]/g, '')
}
