import { expect, it } from 'vitest'
import { HINTS, WxError, type WxErrorCode } from '../../src/browser/errors.js'

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

it('has a hint for every code and for no other', () => {
  expect(Object.keys(HINTS).sort()).toEqual([...CODES].sort())
})

it.each(CODES)('the hint of %s is one short sentence, and stands in the message', code => {
  const { hint, message } = new WxError(code)
  expect(hint).toMatch(/^[A-Z].{10,}\.$/)
  expect(hint).not.toMatch(/[.?!] /)
  expect(hint.length).toBeLessThan(100)
  expect(message).toBe(`${code}: ${hint}`)
})

it('a hint that is given takes the place of the code’s own', () => {
  const { hint, message } = new WxError('SIGNATURE_FAILED', { errMsg: 'HTTP 403', hint: 'Add the origin.' })
  expect(hint).toBe('Add the origin.')
  expect(message).toBe('SIGNATURE_FAILED: HTTP 403: Add the origin.')
})
