import { describe, expect, it } from 'vitest'
import { setUpPlatform, storeKey } from '../../support/platform-fixture.js'

const wechat = setUpPlatform()
const { account, advanceDate, removeStored, requests } = wechat

describe('a stored token', () => {
  it.each([
    ['is not JSON', 'x'],
    ['has another shape', '{"token":"x"}'],
    ['has a value that is not text', '{"value":1}'],
    ['is null', 'null'],
    [
      'has invalid times',
      '{"value":"x","id":"1","ageKnown":true,"refusals":[],"knownFor":0,"askIn":null,"holdsFor":7200000}',
    ],
    [
      'has invalid refusals',
      '{"value":"x","id":"1","ageKnown":true,"refusals":["y"],"knownFor":0,"askIn":1000,"holdsFor":7200000}',
    ],
    [
      'claims to live for years',
      '{"value":"x","id":"1","ageKnown":true,"refusals":[],"knownFor":0,"askIn":1000,"holdsFor":100000000000}',
    ],
  ])('that %s is treated as missing', async (_name, text) => {
    // The time to live of a valid entry.
    await wechat.store.set(storeKey('access_token'), text, 7800_000)
    expect(await account().accessToken()).toMatch(/^\S{100,512}$/)
    expect(requests().token).toBe(1)
  })
})

describe('a stored failure', () => {
  it.each([
    'x',
    '{}',
    'null',
    '{"code":"CREDENTIALS_REFUSED","errmsg":"","hint":""}',
    '{"code":"BUSY","errmsg":{},"hint":""}',
    '{"code":"BUSY","errmsg":"","hint":7}',
    '{"code":"BUSY","errcode":"-1","errmsg":"","hint":""}',
  ])('that is malformed (%s) is treated as missing', async text => {
    await wechat.store.set(storeKey('access_token:failure'), text, 600_000)
    expect(await account().accessToken()).toEqual(expect.any(String))
  })

  it('with too long a time to live counts no longer than its kind of failure does', async () => {
    await wechat.store.set(
      storeKey('access_token:failure'),
      '{"code":"RATE_LIMITED","errcode":45011,"errmsg":"","hint":"x"}',
      1e9,
    )
    const wx = account()
    await expect(wx.accessToken()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    await removeStored('access_token:failure')
    advanceDate(60_001)
    expect(await wx.accessToken()).toEqual(expect.any(String))
  })
})
