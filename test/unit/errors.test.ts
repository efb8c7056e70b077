import { expect, it } from 'vitest'
import { isWxError, toWxError, WxError } from '../../src/browser/errors.js'

it('carries what is known, and reads as one line', () => {
  const cause = new TypeError('gone')
  const result = { err_msg: 'chooseImage:fail_x' }
  const error = new WxError('CALL_FAILED', {
    api: 'chooseImage',
    errMsg: 'chooseImage:fail_x',
    result,
    cause,
  })
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'WxError', code: 'CALL_FAILED', api: 'chooseImage', result, cause })
  expect(error.message).toBe(
    'CALL_FAILED: chooseImage: chooseImage:fail_x: Read errMsg, and check the parameters.',
  )
})

it('isWxError recognizes WxError by code, and no other error', () => {
  const error = new WxError('CANCELLED')
  expect(isWxError(error)).toBe(true)
  expect(isWxError(error, 'CANCELLED')).toBe(true)
  expect(isWxError(error, 'ABORTED')).toBe(false)
  expect(isWxError(new Error('CANCELLED'))).toBe(false)
  expect(isWxError({ name: 'WxError', code: 'CANCELLED' })).toBe(false)
  expect(isWxError(undefined)).toBe(false)
})

it('knows an error of another copy of the library', () => {
  const foreign = Object.assign(new Error(), { name: 'WxError', code: 'CANCELLED' })
  expect(isWxError(foreign, 'CANCELLED')).toBe(true)
})

it('wraps what is no WxError and leaves alone what is one', () => {
  const own = new WxError('ABORTED')
  expect(toWxError(own, 'CALL_FAILED')).toBe(own)
  const cause = new RangeError('too far')
  expect(toWxError(cause, 'CALL_FAILED')).toMatchObject({ code: 'CALL_FAILED', errMsg: 'too far', cause })
})
