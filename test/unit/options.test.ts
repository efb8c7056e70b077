import { describe, expect, it } from 'vitest'
import { createWx, type WxOptions } from '../../src/browser/index.js'
import { readOptions } from '../../src/browser/options.js'

describe('createWx', () => {
  it.each<[string, unknown, RegExp]>([
    ['a number for signature', { signature: 7 }, /signature/],
    ['text for jsApiList', { jsApiList: 'chooseImage' }, /jsApiList/],
    ['text for openTagList', { openTagList: 'wx-open-audio' }, /openTagList/],
    [
      'an unknown signUrl',
      { signUrl: 'here' },
      /signUrl is "here", not auto or current or landing or a function/,
    ],
    ['an unknown verification', { verification: 'magic' }, /verification is "magic", not bridge or script/],
    [
      'an unknown timeout',
      { timeouts: { scripts: 1 } },
      /timeouts\.scripts is unknown: did you mean script\?/,
    ],
    ['a timeout that is not a number', { timeouts: { call: Number.NaN } }, /timeouts\.call is NaN/],
    ['text for timeouts', { timeouts: '5s' }, /timeouts is "5s"/],
    ['text for log', { log: 'console' }, /log is "console", not a function/],
    ['an object for onError', { onError: {} }, /onError/],
    ['an object for fetch', { fetch: {} }, /fetch/],
    ['a number for script', { script: 7 }, /script/],
    ['numbers for script', { script: [7] }, /script/],
    ['no address for script', { script: [] }, /script is \[\]/],
    ['numbers in jsApiList', { jsApiList: ['chooseImage', 7] }, /jsApiList/],
    ['text for initialSignature', { initialSignature: 'abc' }, /initialSignature/],
    ['text for request', { request: 'POST' }, /request/],
    ['a number for nonce', { nonce: 7 }, /nonce/],
    ['a misspelt option', { signatue: '/sign' }, /signatue is unknown: did you mean signature\?/],
    ['another case', { onerror() {} }, /onerror is unknown: did you mean onError\?/],
    ['one that is like none', { debug: true }, /debug is unknown$/],
    ['null for an option', { log: null }, /log is null/],
    ['null', null, /options is null, not an object/],
    ['text', '/sign', /options is "\/sign", not an object/],
    [
      'a getter that throws',
      {
        get signature() {
          throw new Error('no signature yet')
        },
      },
      /no signature yet/,
    ],
    ['a negative timeout', { timeouts: { call: -1 } }, /timeouts\.call is -1/],
    ['a timeout as text', { timeouts: { call: '5s' } }, /timeouts\.call is "5s"/],
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
  const timeouts = { call: 5, script: undefined, verify: Number.POSITIVE_INFINITY }
  expect(readOptions({ timeouts }).timeouts).toEqual({
    script: 10000,
    bridge: 10000,
    signature: 10000,
    verify: Number.POSITIVE_INFINITY,
    call: 5,
    transfer: 120000,
  })
})
