import { describe, expect, it } from 'vitest'
import { WxError, type WxErrorCode } from '../../src/browser/errors.js'
import { CAUSES } from '../../src/shared/causes.js'

/** The codes that are promised to users, written out: a code that is lost or renamed must be noticed here. */
const CODES = [
  'NOT_IN_BROWSER',
  'NOT_IN_WECHAT',
  'SCRIPT_FAILED',
  'SCRIPT_TIMEOUT',
  'BRIDGE_TIMEOUT',
  'SIGNATURE_FAILED',
  'SIGNATURE_TIMEOUT',
  'SIGNATURE_MALFORMED',
  'INVALID_SIGNATURE',
  'INVALID_DOMAIN',
  'VERIFICATION_FAILED',
  'VERIFICATION_TIMEOUT',
  'CANCELLED',
  'PERMISSION_DENIED',
  'REQUIRE_SUBSCRIBE',
  'NOT_SUPPORTED',
  'CALL_FAILED',
  'CALL_TIMEOUT',
  'INVALID_ARGUMENT',
  'ABORTED',
  'DISPOSED',
] as const satisfies readonly WxErrorCode[]

it('has a row for every code and no other', () => {
  expect(Object.keys(CAUSES).sort()).toEqual([...CODES].sort())
})

describe.each(CODES)('%s', code => {
  it('has a cause and a list of checks, each a sentence', () => {
    const { cause, checks } = CAUSES[code]
    expect(cause).toMatch(/^[A-Z].{10,}[.?]$/)
    expect(checks.length).toBeGreaterThan(0)
    for (const check of checks) expect(check).toMatch(/^.{5,}[.?)]$/)
  })

  it('says both in its hint, in order', () => {
    const { cause, checks } = CAUSES[code]
    const { hint, message } = new WxError(code)
    const places = [cause, ...checks].map(text => hint.indexOf(text))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(message).toContain(hint)
  })
})

/** Appendix 5 of the guide, line by line, where a program can meet the error: what a reader must be told to check. */
describe('the guide’s appendix 5', () => {
  it.each<[WxErrorCode, RegExp[]]>([
    ['INVALID_DOMAIN', [/JS接口安全域名/, /port/, /parent domain/, /appId/, /ICP/]],
    [
      'INVALID_SIGNATURE',
      [
        /t=jsapisign/,
        /nonceStr.*capital S/,
        /timestamp/,
        /without the #/,
        /appId.*jsapi_ticket/,
        /cached/,
        /encodeURIComponent/,
      ],
    ],
    ['PERMISSION_DENIED', [/jsApiList/, /ready\(\)/, /接口权限/, /verified account/]],
    ['REQUIRE_SUBSCRIBE', [/测试号|test account/, /[Ff]ollow/]],
    ['NOT_SUPPORTED', [/checkJsApi/, /Update WeChat/]],
    ['VERIFICATION_FAILED', [/errMsg/, /jsApiList/]],
  ])('%s', (code, words) => {
    const { hint } = new WxError(code)
    for (const word of words) expect(hint).toMatch(word)
  })
})
