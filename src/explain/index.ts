import { WxError, type WxErrorCode } from '../browser/errors.js'
import { getOwn } from '../shared/get-own.js'
import { EN } from './en.js'
import { linkOf } from './links.js'
import type { ExplainLanguage, ExplainSubject, ExplainText, ExplainTopic } from './subjects.js'
import { ZH } from './zh.js'

export type { ExplainLanguage, ExplainSubject, ExplainTopic } from './subjects.js'

/** The cause of an error, and what to check. */
export interface Explanation {
  /** What happened, in one sentence. */
  readonly cause: string
  /** What to check, one sentence each, the most likely first. */
  readonly checks: readonly string[]
  /** Where to read more: a page of WeChat's documentation, or a section of the guide in this package. */
  readonly link: string
}

/** The fields of a `WxError` that `explain` reads. An error from another copy of the library works too. */
export type ExplainableError = Pick<WxError, 'code'> & Partial<Pick<WxError, 'api' | 'errMsg' | 'result'>>

/**
 * Explains an error: the complete check-list behind its `hint`. Pass the error rather than its code, where you have it:
 * a call that failed because the page was not verified has another check-list than one without permission.
 *
 * Meant for developer tools and error pages: the texts are only in bundles that import it.
 *
 * @param about a `WxError`, its code, or a topic without a code, for example `'bare-link'`
 * @throws {WxError} `INVALID_ARGUMENT` for any other `about`, or another language
 * @example
 * const { cause, checks, link } = explain(error, 'zh')
 */
export function explain(about: ExplainSubject | ExplainableError, language: ExplainLanguage): Explanation {
  const texts = getOwn({ en: EN, zh: ZH }, language)
  if (!texts) throw invalidArgument(`the language is ${String(language)}, not en or zh`)
  const subject = typeof about === 'object' && about !== null ? subjectOf(about) : about
  const text: ExplainText | undefined = getOwn(texts, subject)
  if (!text) throw invalidArgument(`there is no explanation of ${String(subject)}`)
  return { cause: text.cause, checks: [...text.checks], link: linkOf(subject, language) }
}

/** All topics, for tools that list them. */
export const EXPLAIN_TOPICS: readonly ExplainTopic[] = Object.keys(EN).filter(isTopic)

/** Codes are in upper case, topics in lower case. */
function isTopic(subject: string): subject is ExplainTopic {
  return subject !== subject.toUpperCase()
}

/** Errors that a topic explains better than their code. A rule applies if all its conditions hold. */
interface TopicRule {
  readonly codes: readonly WxErrorCode[]
  readonly api?: RegExp
  /** Matches the message of WeChat, or the message and error code of the signature endpoint. */
  readonly message?: RegExp
  readonly topic: ExplainTopic
}

/** The first rule that applies determines the topic. */
const TOPIC_RULES: readonly TopicRule[] = [
  { codes: ['PERMISSION_DENIED'], message: /offline.verifying/, topic: 'offline-verifying' },
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
  // Error codes of wx-ready/server, or errcodes of WeChat in the message of another server.
  { codes: ['SIGNATURE_FAILED'], message: /URL_NOT_ALLOWED/, topic: 'url-not-allowed' },
  { codes: ['SIGNATURE_FAILED'], message: /IP_NOT_LISTED|\b40164\b/, topic: 'ip-list' },
  {
    codes: ['SIGNATURE_FAILED'],
    message: /CREDENTIALS_REFUSED|\b(40013|40125)\b/,
    topic: 'credentials-refused',
  },
  {
    codes: ['SIGNATURE_FAILED'],
    message: /QUOTA_SPENT|RATE_LIMITED|TOKEN_REFUSED|\b(45009|45011)\b/,
    topic: 'no-ticket',
  },
]

function subjectOf({ code, api = '', errMsg = '', result }: ExplainableError): ExplainSubject {
  if (code === 'INVALID_SIGNATURE' && checkedAnotherUrl(result)) return 'push-state'
  const fullMessage = `${errMsg} ${endpointErrorCode(result)}`
  const rule = TOPIC_RULES.find(
    rule =>
      rule.codes.includes(code) &&
      (!rule.api || rule.api.test(api)) &&
      (!rule.message || rule.message.test(fullMessage)),
  )
  return rule?.topic ?? code
}

/** Whether WeChat checked another URL than the current one, for example after a `pushState` that it did not follow. */
function checkedAnotherUrl(result: unknown): boolean {
  const { realAuthUrl } = (result ?? {}) as { realAuthUrl?: unknown }
  if (!realAuthUrl || typeof location === 'undefined') return false
  // A string, an array, or an array as JSON text.
  return !String(realAuthUrl).includes(location.href.split('#')[0] as string)
}

/** The code in `{ error: { code } }`, the error response of `signatureHandler`. */
function endpointErrorCode(result: unknown): string {
  const { error } = (result ?? {}) as { error?: { code?: unknown } | null }
  return String(error?.code ?? '')
}

function invalidArgument(errMsg: string): WxError {
  return new WxError('INVALID_ARGUMENT', { api: 'explain', errMsg })
}
