import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HINTS, WxError, type WxErrorCode } from '../../src/browser/errors.js'
import {
  EXPLAIN_TOPICS,
  type ExplainableError,
  type ExplainSubject,
  explain,
} from '../../src/explain/index.js'
import { anchorsOf } from '../support/markdown.js'

const CODES = Object.keys(HINTS) as WxErrorCode[]
const SUBJECTS: readonly ExplainSubject[] = [...CODES, ...EXPLAIN_TOPICS]
const LANGUAGES = ['en', 'zh'] as const

const textOf = (subject: ExplainSubject, language: 'en' | 'zh') => {
  const { cause, checks } = explain(subject, language)
  return [cause, ...checks].join('\n')
}

describe.each(LANGUAGES)('the explanations in %s', language => {
  it.each(SUBJECTS)('%s has a cause and checks', subject => {
    const { cause, checks } = explain(subject, language)
    expect(checks.length).toBeGreaterThan(0)
    expect(new Set(checks).size).toBe(checks.length)
    for (const sentence of [cause, ...checks]) {
      expect(sentence).toMatch(language === 'en' ? /^\w.{8,}\.$/ : /^[^。]{4,}。$/)
      if (language === 'zh') expect(sentence).toMatch(/[\u4e00-\u9fff]{2}/)
    }
  })

  it.each(SUBJECTS)('%s has a link to a page of WeChat, or to a section that the guide has', subject => {
    const { link } = explain(subject, language)
    const [file = '', anchor] = link.split('#')
    if (anchor)
      expect(anchorsOf(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'))).toContain(anchor)
    else
      expect(link).toMatch(
        /^https:\/\/(developers\.weixin|developer\.work\.weixin|pay\.weixin)\.qq\.com\/\S+$/,
      )
  })
})

it.each(SUBJECTS)('%s has as many checks in Chinese as in English', subject => {
  expect(explain(subject, 'zh').checks).toHaveLength(explain(subject, 'en').checks.length)
})

/** Appendix 5 of WeChat's guide, line by line: the line, the subject that answers it, and what both texts must contain. */
const APPENDIX_5: readonly [string, ExplainSubject, RegExp[], RegExp[]][] = [
  [
    'invalid url domain',
    'INVALID_DOMAIN',
    [/invalid url domain/, /appId/, /JS接口安全域名/, /without a port unless/, /up to five/],
    [/invalid url domain/, /appId/, /JS接口安全域名/, /端口/, /最多五个/],
  ],
  [
    'invalid signature: the algorithm',
    'INVALID_SIGNATURE',
    [/invalid signature/, /t=jsapisign/],
    [/invalid signature/, /t=jsapisign/],
  ],
  [
    'invalid signature: nonceStr, timestamp',
    'INVALID_SIGNATURE',
    [/nonceStr \(capital S\) and timestamp/],
    [/nonceStr（S 大写）、timestamp/],
  ],
  [
    'invalid signature: the complete url',
    'INVALID_SIGNATURE',
    [/complete URL.*query, without #/],
    [/完整 URL.*不包括 #/],
  ],
  ['invalid signature: the appid', 'INVALID_SIGNATURE', [/appId.*jsapi_ticket/], [/appId.*jsapi_ticket/]],
  [
    'invalid signature: the cache',
    'INVALID_SIGNATURE',
    [/Cache access_token and jsapi_ticket/],
    [/access_token 和 jsapi_ticket 一定要缓存/],
  ],
  [
    'invalid signature: the url at run time',
    'INVALID_SIGNATURE',
    [/at run time.*encodeURIComponent.*WeChat adds/],
    [/动态获取.*encodeURIComponent.*加上参数/],
  ],
  [
    'the permission value is offline verifying',
    'offline-verifying',
    [/the permission value is offline verifying/, /wx\.ready/, /callback/, /jsApiList/],
    [/the permission value is offline verifying/, /wx\.ready/, /回调/, /jsApiList/],
  ],
  [
    'permission denied',
    'PERMISSION_DENIED',
    [/permission denied/, /接口权限/, /verified account/, /jsApiList/],
    [/permission denied/, /接口权限/, /认证/, /jsApiList/],
  ],
  ['function not exist', 'NOT_SUPPORTED', [/function not exist/, /Update/], [/function not exist/, /升级/]],
  ['6.0.1 ok, 6.0.2 not', 'fails-since-6.0.2', [/6\.0\.1/, /before 6\.0\.2/], [/6\.0\.1/, /6\.0\.2 之前/]],
  ['cannot share', 'cannot-share', [/verified \(认证\)/, /wx\.ready/], [/已经认证/, /wx\.ready/]],
  [
    'no jsapi_ticket after going live',
    'no-ticket',
    [/live/, /quota/, /7200/, /Cache/],
    [/上线/, /次数/, /7200/, /缓存/],
  ],
  ['several pictures', 'several-uploads', [/one picture at a time/], [/一次只能上传一张/]],
  ['preview of a chosen picture', 'preview-image', [/preview of its own/], [/本身就支持预览/]],
  ['from link a to link b', 'redirected-page', [/page b/, /login/], [/b 链接/, /授权登录/]],
  [
    'config:fail',
    'VERIFICATION_FAILED',
    [/config:fail/, /appId, timestamp, nonceStr, signature and jsApiList/],
    [/config:fail/, /appId、timestamp、nonceStr、signature、jsApiList/],
  ],
  [
    'downloading to your own server',
    'download-media',
    [/media_id/, /3 days/, /10,000/],
    [/media_id/, /3 天/, /10000/],
  ],
  ['noise on Android', 'noisy-recording', [/Android/, /fixed/], [/Android/, /已经修复/]],
  ['sub-domains of a bound domain', 'INVALID_DOMAIN', [/covers its subdomains/], [/子域名同样可用/]],
  ['pictures in iOS 6.1', 'share-picture', [/6\.1/, /6\.2/], [/6\.1/, /6\.2/]],
  ['old clients', 'old-client', [/supports old clients by itself/, /6\.0\.2/], [/本身兼容低版本/, /6\.0\.2/]],
  [
    'the signature of a payment',
    'payment',
    [/its own hosts: a copy on your server is not supported/, /appId, timeStamp/],
    [/官方线上的 jweixin\.js/, /appId、timeStamp/],
  ],
  ['pushState on Android', 'push-state', [/Android before 6\.2/], [/Android 微信 6\.2 之前/]],
  [
    'uploadImage in the callback of chooseImage',
    'upload-after-choose',
    [/Android before WeChat 6\.2/, /100 ms/],
    [/Android 微信 6\.2 之前/, /100 毫秒/],
  ],
  [
    'require subscribe',
    'REQUIRE_SUBSCRIBE',
    [/require subscribe/, /[Ff]ollow/],
    [/require subscribe/, /关注/],
  ],
  ['coordinates are off', 'coordinates', [/gcj02/, /6\.2/], [/火星坐标/, /6\.2/]],
  ['menuItem:addContact', 'add-contact', [/came from an account/], [/来源必须是公众号/]],
  ['the ICP record', 'INVALID_DOMAIN', [/ICP.*day/], [/ICP.*一天/]],
]

/** Facts that the guide does not have. */
const BEYOND_THE_GUIDE: readonly [string, ExplainSubject, RegExp[], RegExp[]][] = [
  ['a bare link', 'bare-link', [/pasted or typed/, /QR code/], [/粘贴或手输/, /二维码/]],
  ['a snapshot page', 'snapshot-page', [/virtual user/, /no JS-SDK/], [/虚拟/, /不能使用 JS-SDK/]],
  [
    'ok of a merchant transfer',
    'merchant-transfer',
    [/does not mean that the money was taken/],
    [/不能看 ok/],
  ],
  [
    'the console today',
    'ip-list',
    [/微信开发者平台 › 基础信息 › 开发密钥/, /all calls/],
    [/微信开发者平台/, /所有/],
  ],
  ['the console today', 'credentials-refused', [/微信开发者平台/], [/微信开发者平台/]],
  ['the work app', 'work-app', [/current URL/, /agentConfig/], [/当前 URL/, /agentConfig/]],
  ['open tags', 'open-tags', [/HarmonyOS 1\.0\.3/, /frame/], [/1\.0\.3/, /iframe/]],
]

it.each([...APPENDIX_5, ...BEYOND_THE_GUIDE])(
  'the explanations answer "%s"',
  (_line, subject, english, chinese) => {
    for (const words of english) expect(textOf(subject, 'en')).toMatch(words)
    for (const words of chinese) expect(textOf(subject, 'zh')).toMatch(words)
  },
)

describe('explain(error) chooses the subject of an error', () => {
  const denied = (errMsg: string, api = 'scanQRCode'): ExplainableError => ({
    code: 'PERMISSION_DENIED',
    api,
    errMsg,
  })
  it.each<[string, ExplainableError, ExplainSubject]>([
    [
      'that says offline verifying, as the client spells it',
      denied('scanQRCode:fail_the permission value is offline verifying'),
      'offline-verifying',
    ],
    [
      'that says offline verifying, as scripts spell it',
      denied('scanQRCode:the_permission_value_is_offline_verifying'),
      'offline-verifying',
    ],
    ['of a denied API', denied('scanQRCode:fail_permission denied'), 'PERMISSION_DENIED'],
    ['of a denied share', denied('permission denied', 'updateAppMessageShareData'), 'cannot-share'],
    ['of a denied old share', denied('permission denied', 'onMenuShareTimeline'), 'cannot-share'],
    ['of a failed chooseWXPay', { code: 'CALL_FAILED', api: 'chooseWXPay', errMsg: 'x:fail' }, 'payment'],
    [
      'of a failed pay',
      { code: 'CALL_FAILED', api: 'pay', errMsg: 'get_brand_wcpay_request:fail' },
      'payment',
    ],
    ['of a cancelled payment', { code: 'CANCELLED', api: 'chooseWXPay' }, 'CANCELLED'],
    ['of a failed addCard', { code: 'CALL_FAILED', api: 'addCard' }, 'card-signature'],
    ['of a failed chooseCard', { code: 'CALL_FAILED', api: 'chooseCard' }, 'card-signature'],
    ['of another failed call', { code: 'CALL_FAILED', api: 'scanQRCode' }, 'CALL_FAILED'],
    [
      'of an unsupported merchant transfer',
      { code: 'NOT_SUPPORTED', api: 'requestMerchantTransfer' },
      'merchant-transfer',
    ],
    ['of unsupported open tags', { code: 'NOT_SUPPORTED', api: 'openTagList' }, 'open-tags'],
    [
      'of a page whose origin the server does not allow',
      { code: 'SIGNATURE_FAILED', errMsg: 'HTTP 403', result: { error: { code: 'URL_NOT_ALLOWED' } } },
      'url-not-allowed',
    ],
    [
      'of a server that is not on the IP list',
      { code: 'SIGNATURE_FAILED', errMsg: 'HTTP 502', result: { error: { code: 'IP_NOT_LISTED' } } },
      'ip-list',
    ],
    [
      'of an exhausted quota',
      { code: 'SIGNATURE_FAILED', errMsg: 'HTTP 429', result: { error: { code: 'QUOTA_SPENT' } } },
      'no-ticket',
    ],
    [
      'of a token that another program replaces',
      { code: 'SIGNATURE_FAILED', errMsg: 'HTTP 502', result: { error: { code: 'TOKEN_REFUSED' } } },
      'no-ticket',
    ],
    [
      'of another server with a wrong secret',
      { code: 'SIGNATURE_FAILED', errMsg: 'HTTP 500 from /sign: 40125 invalid appsecret' },
      'credentials-refused',
    ],
    [
      'of an endpoint that responds with text',
      { code: 'SIGNATURE_FAILED', errMsg: 'HTTP 500', result: 'oops' },
      'SIGNATURE_FAILED',
    ],
    [
      'of an endpoint that responds with error: null',
      { code: 'SIGNATURE_FAILED', result: { error: null } },
      'SIGNATURE_FAILED',
    ],
    [
      'for a URL other than the current one',
      { code: 'INVALID_SIGNATURE', result: { realAuthUrl: ['https://a.example/landing'] } },
      'push-state',
    ],
    [
      'for the current URL',
      { code: 'INVALID_SIGNATURE', result: { realAuthUrl: JSON.stringify([location.href]) } },
      'INVALID_SIGNATURE',
    ],
    ['without realAuthUrl', { code: 'INVALID_SIGNATURE', result: {} }, 'INVALID_SIGNATURE'],
    ['that has only a code', { code: 'INVALID_DOMAIN' }, 'INVALID_DOMAIN'],
  ])('%s', (_name, error, subject) => {
    expect(explain(error, 'en')).toEqual(explain(subject, 'en'))
    expect(explain(Object.assign(new WxError(error.code, error)), 'zh')).toEqual(explain(subject, 'zh'))
  })
})

it('returns a copy of the checks, which the caller may change', () => {
  const checks = explain('ABORTED', 'en').checks as string[]
  checks.push('Mine.')
  expect(explain('ABORTED', 'en').checks).not.toContain('Mine.')
})

it.each([
  ['NO_SUCH_CODE', 'en', /NO_SUCH_CODE/],
  ['toString', 'en', /toString/],
  [new Error('of another kind'), 'en', /undefined/],
  [undefined, 'zh', /undefined/],
  [null, 'zh', /null/],
  [Symbol('s'), 'zh', /Symbol/],
  ['ABORTED', 'fr', /language is fr/],
  ['ABORTED', undefined, /language is undefined/],
])('explain(%s, %s) throws INVALID_ARGUMENT', (about, language, errMsg) => {
  const explaining = explain as (about: unknown, language: unknown) => unknown
  expect(() => explaining(about, language)).toThrowError(
    expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      api: 'explain',
      errMsg: expect.stringMatching(errMsg),
    }),
  )
})
