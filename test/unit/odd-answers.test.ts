import { describe, expect, it, vi } from 'vitest'
import { COMMANDS, EVENTS } from '../../src/browser/apis/table.js'
import { isWxError, type Wx } from '../../src/browser/index.js'
import { COMMAND_CASES } from '../support/api-cases.js'
import { createTestWx, setUpFakeBridge } from '../support/fake-bridge.js'
import { VENDOR_VERSIONS } from '../support/vendor-scripts.js'

const WAYS = [...VENDOR_VERSIONS, 'none'] as const
const NAMES = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]

const bridge = setUpFakeBridge()

/** The outcome of each API with this response; `'pending'` if it does not settle. */
async function outcomes(wx: Wx, answer: unknown[]): Promise<Record<string, unknown>> {
  await wx.ready()
  // Fails without a script: calls then use the bridge.
  await wx.loadVendor().catch(() => {})
  const ended: Record<string, unknown> = {}
  bridge.answer = () => answer
  for (const name of NAMES.filter(name => name !== 'requestMerchantTransfer')) {
    ended[name] = 'pending'
    const parameters = COMMAND_CASES[name].cases[0]?.parameters as object
    wx.call(name, parameters).then(
      value => {
        ended[name] = value
      },
      error => {
        ended[name] = isWxError(error) ? error.code : String(error)
      },
    )
  }
  // Longer than the 200 ms after which calls without a response resolve.
  await vi.advanceTimersByTimeAsync(1000)
  wx.dispose()
  return ended
}

const ODD: readonly (readonly [string, unknown[]])[] = [
  ['nothing', []],
  ['null', [null]],
  ['an empty object', [{}]],
  ['an empty list', [[]]],
  ['an empty text', ['']],
  ['a message that is a number', [{ errMsg: 7 }]],
  ['a message that is an object', [{ err_msg: { a: 1 } }]],
  ['a message that is null', [{ errMsg: null }]],
  ['lists of null', [{ err_msg: 'x:ok', beacons: [null], card_list: [null], choose_card_info: [null, 1] }]],
  [
    'lists as text',
    [{ err_msg: 'x:ok', card_list: '[null]', localIds: 'x', resultStr: '{', checkResult: '7' }],
  ],
]

describe.each(ODD)('a client that responds with %s', (_name, answer) => {
  it.each(WAYS)('settles every call as it does without a script, with WeChat’s script %s', async version => {
    const expected = await outcomes(createTestWx('none'), answer)
    bridge.answer = name => [{ err_msg: `${name}:ok` }]
    const ended = await outcomes(createTestWx(version), answer)
    expect(Object.keys(ended).filter(name => ended[name] === 'pending')).toEqual([])
    expect(ended).toEqual(expected)
    expect(bridge.thrown).toEqual([])
  })
})

it.each(WAYS)('a response without a message is a success, with WeChat’s script %s', async version => {
  const ended = await outcomes(createTestWx(version), [{ localIds: ['a'] }])
  expect(ended.chooseImage).toEqual({ errMsg: 'chooseImage:ok', localIds: ['a'] })
  expect(ended.hideOptionMenu).toMatchObject({ errMsg: 'hideOptionMenu:ok' })
})

it.each([[], [null], [{}], [{ beacons: [null, 7, { uuid: 'u' }] }], [{ beacons: '[null]' }]])(
  'an event with %j throws no exception into the client',
  async (...event) => {
    const wx = createTestWx('none')
    const heard: object[] = []
    for (const name of Object.keys(EVENTS)) wx[name as 'onSearchBeacons'](told => heard.push(told))
    await wx.ready()
    for (const name of ['onVoiceRecordEnd', 'onVoicePlayEnd', 'onBeaconsInRange']) bridge.emit(name, ...event)
    wx.dispose()
    expect(bridge.thrown).toEqual([])
    expect(heard).toHaveLength(3)
    expect(heard.map(told => (told as { errMsg: string }).errMsg)).toEqual(
      Object.keys(EVENTS).map(name => `${name}:ok`),
    )
  },
)

it.each(WAYS)('a read-only global bridge can be called, with WeChat’s script %s', async version => {
  bridge.uninstall()
  bridge.install('read-only')
  for (const verification of ['bridge', 'script'] as const) {
    const wx = createTestWx(version, { verification })
    const { localIds } = await outcomes(wx, [{ localIds: ['a'] }]).then(
      ended => ended.chooseImage as { localIds: string[] },
    )
    expect(localIds).toEqual(['a'])
  }
})

it.each(VENDOR_VERSIONS)(
  'the global bridge is restored after a call, with WeChat’s script %s',
  async version => {
    const page = window as { WeixinJSBridge?: object }
    const { WeixinJSBridge: own } = page
    Object.freeze(own)
    const seen = new Set<unknown>()
    const wx = createTestWx(version)
    bridge.answer = name => {
      seen.add(page.WeixinJSBridge)
      return [{ err_msg: `${name}:ok` }]
    }
    await wx.getLocation({})
    expect([...seen]).toEqual([own])
    expect(page.WeixinJSBridge).toBe(own)
    expect(bridge.calls.map(({ name }) => name)).toEqual(['preVerifyJSAPI', 'geoLocation'])
  },
)

it('the global bridge is restored if the script does not use it', async () => {
  const page = window as { WeixinJSBridge?: object }
  const { WeixinJSBridge: own } = page
  const vendor = {
    config() {},
    getLocation: (options: { complete(answer: object): void }) =>
      options.complete({ errMsg: 'getLocation:ok', latitude: '1' }),
  }
  const wx = createTestWx('none', { script: async () => vendor })
  expect((await wx.getLocation({})).latitude).toBe(1)
  expect(page.WeixinJSBridge).toBe(own)
})

describe('a bridge object without methods', () => {
  const page = window as { WeixinJSBridge?: unknown }

  it.each([
    ['with the ready event', true],
    ['without it', false],
  ])('is waited for (%s)', async (_name, withEvent) => {
    bridge.uninstall()
    bridge.install()
    const { WeixinJSBridge: whole } = page
    const empty: object = {}
    page.WeixinJSBridge = empty
    const wx = createTestWx('none')
    const ready = wx.ready()
    await vi.advanceTimersByTimeAsync(5000)
    expect(wx.state.status).toBe('verifying')
    Object.assign(empty, whole)
    if (withEvent) document.dispatchEvent(new Event('WeixinJSBridgeReady'))
    else await vi.advanceTimersByTimeAsync(100)
    expect((await ready).appId).toBe('wx1')
    wx.dispose()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('causes BRIDGE_TIMEOUT if they are never added, and leaves no timer', async () => {
    page.WeixinJSBridge = {}
    const wx = createTestWx('none')
    const failed = expect(wx.ready()).rejects.toMatchObject({ code: 'BRIDGE_TIMEOUT' })
    await vi.advanceTimersByTimeAsync(10_000)
    await failed
    expect(vi.getTimerCount()).toBe(0)
  })
})
