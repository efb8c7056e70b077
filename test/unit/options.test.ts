import { describe, expect, it } from 'vitest'
import { readTimeouts, type WxOptions } from '../../src/browser/options.js'
import { createWx } from '../../src/browser/wx.js'

describe('createWx', () => {
  it.each<[string, unknown, RegExp]>([
    ['a number for signature', { signature: 7 }, /signature/],
    ['text for jsApiList', { jsApiList: 'chooseImage' }, /jsApiList/],
    ['text for openTagList', { openTagList: 'wx-open-audio' }, /openTagList/],
    ['an unknown signUrl', { signUrl: 'here' }, /signUrl is here/],
    ['an unknown verification', { verification: 'magic' }, /verification is magic/],
    ['an unknown timeout', { timeouts: { scripts: 1 } }, /timeouts\.scripts/],
    ['a negative timeout', { timeouts: { call: -1 } }, /timeouts\.call is -1/],
    ['a timeout as text', { timeouts: { call: '5s' } }, /timeouts\.call is 5s/],
  ])('refuses %s', (_name, options, errMsg) => {
    const making = () => createWx(options as WxOptions)
    expect(making).toThrowError(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', errMsg: expect.stringMatching(errMsg) }),
    )
  })

  it('asks for nothing and touches nothing', () => {
    const before = document.documentElement.outerHTML
    const wx = createWx({ signature: '/sign' })
    expect(wx.state).toEqual({ status: 'idle' })
    expect(document.documentElement.outerHTML).toBe(before)
  })
})

it('fills in the limits that were not given, and takes Infinity', () => {
  expect(readTimeouts({ call: 5, script: undefined, verify: Number.POSITIVE_INFINITY })).toEqual({
    script: 10000,
    bridge: 10000,
    signature: 10000,
    verify: Number.POSITIVE_INFINITY,
    call: 5,
    transfer: 120000,
  })
})
