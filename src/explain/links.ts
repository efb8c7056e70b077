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

type ReadmeSection = 'errors' | 'server'

/** The READMEs are part of the package. */
const README_LINKS: Readonly<Record<ExplainLanguage, Readonly<Record<ReadmeSection, string>>>> = {
  en: { errors: 'README.md#errors', server: 'README.md#the-server' },
  zh: { errors: 'README.zh-CN.md#错误', server: 'README.zh-CN.md#服务端' },
}

const README_SECTIONS: Readonly<Partial<Record<ExplainSubject, ReadmeSection>>> = {
  NOT_IN_BROWSER: 'errors',
  NOT_IN_WECHAT: 'errors',
  SCRIPT_FAILED: 'errors',
  SCRIPT_TIMEOUT: 'errors',
  BRIDGE_TIMEOUT: 'errors',
  SIGNATURE_FAILED: 'server',
  SIGNATURE_TIMEOUT: 'server',
  SIGNATURE_MALFORMED: 'server',
  CANCELLED: 'errors',
  CALL_TIMEOUT: 'errors',
  INVALID_ARGUMENT: 'errors',
  ABORTED: 'errors',
  DISPOSED: 'errors',
  'url-not-allowed': 'server',
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

/** A section of the README for subjects that concern this library, else a page of WeChat's documentation. */
export function linkOf(subject: ExplainSubject, language: ExplainLanguage): string {
  const section = README_SECTIONS[subject]
  return section ? README_LINKS[language][section] : (WECHAT_LINKS[subject] ?? JS_SDK)
}
