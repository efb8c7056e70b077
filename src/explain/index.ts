import { WxError, type WxErrorCode } from '../browser/errors.js'
import { getOwn } from '../shared/get-own.js'
import { EN } from './en.js'
import { linkOf } from './links.js'
import type { ExplainSubject, ExplainText, ExplainTopic } from './subjects.js'
import { ZH } from './zh.js'

export type { ExplainSubject, ExplainTopic } from './subjects.js'

export type ExplainLanguage = 'en' | 'zh'

/** What is known of a failure or a question. */
export interface Explanation {
  /** What happened, in one sentence. */
  readonly cause: string
  /** What to check, one sentence each, the likeliest first. */
  readonly checks: readonly string[]
  /** Where to read on: a page of WeChat's documentation, or a section of this package's README. */
  readonly link: string
}

/** What `explain` reads of a `WxError`: one of another copy of the library will do. */
export type ExplainableError = Pick<WxError, 'code'> & Partial<Pick<WxError, 'api' | 'errMsg' | 'result'>>

/**
 * Explains a failure, with the whole check-list behind its `hint`. Of an error more is known than of its code: a call that
 * failed because the page was not verified has another list than one that the account lacks.
 *
 * It is for tools and for error pages of developers: an app that never imports it does not carry its texts.
 *
 * @param about a `WxError`, its code, or a topic that has no code, as `'bare-link'`
 * @throws {WxError} `INVALID_ARGUMENT` for what is none of these, and for another language
 * @example
 * const { cause, checks, link } = explain(error, 'zh')
 */
export function explain(about: ExplainSubject | ExplainableError, language: ExplainLanguage): Explanation {
  const texts = getOwn({ en: EN, zh: ZH }, language)
  if (!texts) throw invalid(`the language is ${String(language)}, not en or zh`)
  const subject = typeof about === 'object' && about !== null ? subjectOf(about) : about
  const text: ExplainText | undefined = getOwn(texts, subject)
  if (!text) throw invalid(`there is no explanation of ${String(subject)}`)
  return { cause: text.cause, checks: [...text.checks], link: linkOf(subject, language) }
}

/** The topics, for tools that list or offer them. */
export const EXPLAIN_TOPICS: readonly ExplainTopic[] = Object.keys(EN).filter(isTopic)

function isTopic(subject: string): subject is ExplainTopic {
  return subject !== subject.toUpperCase()
}

interface Case {
  readonly codes: readonly WxErrorCode[]
  readonly api?: RegExp
  /** Within what WeChat or the endpoint said. */
  readonly says?: RegExp
  readonly topic: ExplainTopic
}

/** What is narrower than its code. The first that fits counts. */
const CASES: readonly Case[] = [
  { codes: ['PERMISSION_DENIED'], says: /offline.verifying/, topic: 'offline-verifying' },
  {
    codes: ['PERMISSION_DENIED'],
    api: /^(share|onMenuShare\w+|update(AppMessage|Timeline)ShareData)$/,
    topic: 'cannot-share',
  },
  {
    codes: ['CALL_FAILED'],
    api: /^(chooseWXPay|pay|getBrandWCPayRequest|openEnterpriseRedPacket)$/,
    topic: 'payment',
  },
  { codes: ['CALL_FAILED', 'NOT_SUPPORTED'], api: /^requestMerchantTransfer$/, topic: 'merchant-transfer' },
  { codes: ['CALL_FAILED'], api: /^(addCard|chooseCard)$/, topic: 'card-signature' },
  { codes: ['NOT_SUPPORTED'], api: /^openTagList$/, topic: 'open-tags' },
  // The codes of this library's server, as it sends them; then what any endpoint's status says.
  { codes: ['SIGNATURE_FAILED'], says: /URL_NOT_ALLOWED/, topic: 'url-not-allowed' },
  { codes: ['SIGNATURE_FAILED'], says: /IP_NOT_LISTED|\b40164\b/, topic: 'ip-list' },
  { codes: ['SIGNATURE_FAILED'], says: /CREDENTIALS_REFUSED/, topic: 'credentials-refused' },
  { codes: ['SIGNATURE_FAILED'], says: /QUOTA_SPENT|RATE_LIMITED|\b45009\b/, topic: 'no-ticket' },
]

function subjectOf({ code, api = '', errMsg = '', result }: ExplainableError): ExplainSubject {
  if (code === 'INVALID_SIGNATURE' && isOfAnotherUrl(result)) return 'push-state'
  const said = `${errMsg} ${codeSentBy(result)}`
  const known = CASES.find(
    ({ codes, api: apis, says }) =>
      codes.includes(code) && (!apis || apis.test(api)) && (!says || says.test(said)),
  )
  return known?.topic ?? code
}

/** Whether WeChat says that it checked another URL than the page has now, as after a pushState that it did not follow. */
function isOfAnotherUrl(result: unknown): boolean {
  const { realAuthUrl } = (result ?? {}) as { realAuthUrl?: unknown }
  if (!realAuthUrl || typeof location === 'undefined') return false
  // A text, a list, or a list as JSON text.
  return !String(realAuthUrl).includes(location.href.split('#')[0] as string)
}

/** `{ error: { code } }`, as `signatureHandler` responds. */
function codeSentBy(result: unknown): string {
  const { error } = (result ?? {}) as { error?: { code?: unknown } | null }
  return String(error?.code ?? '')
}

function invalid(errMsg: string): WxError {
  return new WxError('INVALID_ARGUMENT', { api: 'explain', errMsg })
}
