import type { ExplainSubject } from './subjects.js'

/** WeChat's own documentation. The pages are in Chinese; those of the JS-SDK hold the appendices. */
const JS_SDK = 'https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html'
const SIGNING_IN =
  'https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html'
const OPEN_TAGS = 'https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_Open_Tag.html'
const ACCESS_TOKEN =
  'https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Get_access_token.html'
const WORK_APP = 'https://developer.work.weixin.qq.com/document/path/90547'
const PAYMENT = 'https://pay.weixin.qq.com/doc/v3/merchant/4012791857'
const MERCHANT_TRANSFER = 'https://pay.weixin.qq.com/doc/v3/merchant/4012711988'

/** Sections of the READMEs, which come with the package. */
interface Readme {
  readonly errors: string
  readonly server: string
}

const READMES: Readonly<Record<'en' | 'zh', Readme>> = {
  en: { errors: 'README.md#errors', server: 'README.md#the-server' },
  zh: { errors: 'README.zh-CN.md#错误', server: 'README.zh-CN.md#服务端' },
}

const OF_THIS_PACKAGE: Readonly<Partial<Record<ExplainSubject, keyof Readme>>> = {
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

const OF_WECHAT: Readonly<Partial<Record<ExplainSubject, string>>> = {
  'redirected-page': SIGNING_IN,
  'snapshot-page': SIGNING_IN,
  'work-app': WORK_APP,
  'credentials-refused': ACCESS_TOKEN,
  'ip-list': ACCESS_TOKEN,
  payment: PAYMENT,
  'merchant-transfer': MERCHANT_TRANSFER,
  'open-tags': OPEN_TAGS,
}

/** WeChat's page on the subject, or the README's section where it is about this library. */
export function linkOf(subject: ExplainSubject, language: 'en' | 'zh'): string {
  const section = OF_THIS_PACKAGE[subject]
  return section ? READMES[language][section] : (OF_WECHAT[subject] ?? JS_SDK)
}
