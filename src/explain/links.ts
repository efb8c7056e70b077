import type { WxErrorCode } from '../browser/errors.js'
import type { ExplainLanguage, ExplainSubject } from './subjects.js'

/** WeChat's own documentation, in Chinese. This page includes the appendices of the guide. */
const JS_SDK = 'https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html'
const OAUTH = 'https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html'
const OPEN_TAGS = 'https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_Open_Tag.html'
const ACCESS_TOKEN =
  'https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Get_access_token.html'
const WORK_APP = 'https://developer.work.weixin.qq.com/document/path/90547'
const PAYMENT = 'https://pay.weixin.qq.com/doc/v3/merchant/4012791857'
const MERCHANT_TRANSFER = 'https://pay.weixin.qq.com/doc/v3/merchant/4012711988'

/** The guide is part of the package. */
const GUIDE: Readonly<Record<ExplainLanguage, string>> = {
  en: 'demo/guide/en/errors.md',
  zh: 'demo/guide/zh/errors.md',
}

/** The sections of the guide's page of errors for subjects that concern this library. */
const GUIDE_SECTIONS: Readonly<Partial<Record<ExplainSubject, WxErrorCode>>> = {
  NOT_IN_BROWSER: 'NOT_IN_BROWSER',
  NOT_IN_WECHAT: 'NOT_IN_WECHAT',
  SCRIPT_FAILED: 'SCRIPT_FAILED',
  SCRIPT_TIMEOUT: 'SCRIPT_TIMEOUT',
  BRIDGE_TIMEOUT: 'BRIDGE_TIMEOUT',
  SIGNATURE_FAILED: 'SIGNATURE_FAILED',
  SIGNATURE_TIMEOUT: 'SIGNATURE_TIMEOUT',
  SIGNATURE_MALFORMED: 'SIGNATURE_MALFORMED',
  CANCELLED: 'CANCELLED',
  CALL_TIMEOUT: 'CALL_TIMEOUT',
  INVALID_ARGUMENT: 'INVALID_ARGUMENT',
  ABORTED: 'ABORTED',
  DISPOSED: 'DISPOSED',
  'url-not-allowed': 'SIGNATURE_FAILED',
}

const WECHAT_LINKS: Readonly<Partial<Record<ExplainSubject, string>>> = {
  'redirected-page': OAUTH,
  'snapshot-page': OAUTH,
  'work-app': WORK_APP,
  'credentials-refused': ACCESS_TOKEN,
  'ip-list': ACCESS_TOKEN,
  payment: PAYMENT,
  'merchant-transfer': MERCHANT_TRANSFER,
  'open-tags': OPEN_TAGS,
}

/** A section of the guide for subjects that concern this library, else a page of WeChat's documentation. */
export function linkOf(subject: ExplainSubject, language: ExplainLanguage): string {
  const section = GUIDE_SECTIONS[subject]
  return section ? `${GUIDE[language]}#${section.toLowerCase()}` : (WECHAT_LINKS[subject] ?? JS_SDK)
}
