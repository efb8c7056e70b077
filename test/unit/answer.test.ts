import { describe, expect, it } from 'vitest'
import { statusOf, toRefusal, toResult } from '../../src/browser/client/bridge-response.js'
import type { WxErrorCode } from '../../src/browser/index.js'

describe('statusOf', () => {
  it.each([
    ['chooseImage:ok', 'ok'],
    ['chooseImage:OK', 'ok'],
    ['sendAppMessage:confirm', 'ok'],
    ['chooseImage:cancel', 'cancel'],
    ['chooseImage:fail cancel', 'cancel'],
    ['chooseImage:fail_cancel', 'cancel'],
    ['chooseImage:failed', 'fail'],
    ['chooseImage:fail', 'fail'],
    ['chooseImage:', 'fail'],
    ['geo_location:fail_access_denied', 'permission denied'],
    ['x:no_permission_to_execute', 'permission denied'],
    ['x:fail_the permission value is offline verifying', 'the permission value is offline verifying'],
    ['x:function_not_exist', 'function not exist'],
  ])('%s → %s', (text, status) => {
    expect(statusOf({ err_msg: text })).toBe(status)
    expect(statusOf({ errMsg: text })).toBe(status)
  })

  it('is ok where there is no message, as for the vendor’s script from 1.2.0 on', () => {
    for (const answer of [{}, { errMsg: '' }, { errMsg: null, err_msg: undefined }])
      expect(statusOf(answer)).toBe('ok')
  })

  it('is a failure where the message is no text', () => {
    for (const errMsg of [7, true, { a: 1 }, Object.create(null)])
      expect(toRefusal('x', { errMsg }, 'CALL_FAILED').code).toBe('CALL_FAILED')
    expect(statusOf({ errMsg: 7 })).toBe('7')
  })
})

describe('toRefusal', () => {
  it.each<[string, WxErrorCode]>([
    ['x:cancel', 'CANCELLED'],
    ['x:fail:cancel', 'CANCELLED'],
    ['fail:cancel', 'CANCELLED'],
    ['x:fail cancel', 'CANCELLED'],
    ['x:fail_cancel', 'CANCELLED'],
    ['x:fail user cancel', 'CANCELLED'],
    ['x:fail_user_cancelled', 'CANCELLED'],
    ['system:cancel', 'CANCELLED'],
    ['x:fail order cannot be cancelled', 'CALL_FAILED'],
    ['x:fail auth deny', 'PERMISSION_DENIED'],
    ['x:fail:auth denied', 'PERMISSION_DENIED'],
    ['system:access_denied', 'PERMISSION_DENIED'],
    ['system:permission denied', 'PERMISSION_DENIED'],
    ['x:fail unsupported', 'NOT_SUPPORTED'],
    ['system:function_not_exist', 'NOT_SUPPORTED'],
    ['preVerifyJSAPI:fail_invalid signature', 'INVALID_SIGNATURE'],
    ['config:fail,Error: 系统错误,错误码:63002,invalid signature [20190612]', 'INVALID_SIGNATURE'],
    ['system:invalid signature', 'INVALID_SIGNATURE'],
    ['preVerifyJSAPI:fail_invalid url domain', 'INVALID_DOMAIN'],
    ['config:require subscribe', 'REQUIRE_SUBSCRIBE'],
    ['x:fail_permission denied', 'PERMISSION_DENIED'],
    ['x:permission_denied', 'PERMISSION_DENIED'],
    ['x:access_denied', 'PERMISSION_DENIED'],
    ['x:fail_the permission value is offline verifying', 'PERMISSION_DENIED'],
    ['x:function_not_exist', 'NOT_SUPPORTED'],
    ['x:fail not support', 'NOT_SUPPORTED'],
    ['x:fail_something else', 'CALL_FAILED'],
  ])('%s is %s, word for word', (errMsg, code) => {
    const answer = { err_msg: errMsg, extra: 1 }
    expect(toRefusal('x', answer, 'CALL_FAILED')).toMatchObject({ code, errMsg, api: 'x', result: answer })
  })
})

it('normalizes a result as the script does: its own errMsg, no err_…', () => {
  const answer = { err_msg: 'geo_location:ok', err_code: 0, err_desc: '', err_detail: '', latitude: 1 }
  expect(toResult('getLocation', answer)).toEqual({ errMsg: 'getLocation:ok', latitude: 1 })
})

it.each(['cancel', 'fail auth deny', 'permission denied', 'access_denied', 'fail not support'])(
  'a verification that is answered %s has failed: nobody cancelled, and ready() needs no permission',
  words => {
    const refusal = toRefusal('config', { err_msg: `preVerifyJSAPI:${words}` }, 'VERIFICATION_FAILED')
    expect(refusal.code).toBe('VERIFICATION_FAILED')
  },
)
