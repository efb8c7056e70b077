import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { COMMANDS, EVENTS, MENU_SHARES, MINI_PROGRAM } from '../../src/browser/apis/table.js'
import { createWx, localImage, uploadImages, type Wx } from '../../src/browser/index.js'
import { COMMAND_CASES } from '../support/api-cases.js'
import { createTestWx, setUpFakeBridge } from '../support/fake-bridge.js'

const bridge = setUpFakeBridge()

/** A success for every API. */
const ANSWER = { networkType: 'wifi', localData: 'aGk=', checkResult: { requestMerchantTransfer: true } }

type Method = (wx: Wx) => (...given: unknown[]) => unknown

/** Every method that takes arguments, by name. */
const METHODS: Record<string, Method> = {
  ready: wx => wx.ready as never,
  refresh: wx => wx.refresh as never,
  share: wx => wx.share as never,
  call: wx => wx.call as never,
  subscribe: wx => wx.subscribe as never,
  uploadImages: wx => (ids, options) => uploadImages(wx, ids as string[], options as object),
  localImage: wx => (id, options) => localImage(wx, id as string, options as object),
}
for (const name of [COMMANDS, EVENTS, MENU_SHARES].flatMap(Object.keys))
  METHODS[name] = wx => wx[name as 'ready'] as never
for (const name of Object.keys(MINI_PROGRAM))
  METHODS[`miniProgram.${name}`] = wx => wx.miniProgram[name as 'navigateTo'] as never

const cycle: { self?: unknown } = {}
cycle.self = cycle
const throwing = Object.defineProperty({}, 'toString', {
  value: () => {
    throw new Error('toString')
  },
})
const revoked = Proxy.revocable([], {})
revoked.revoke()
const trap = new Proxy(
  {},
  {
    get: (_target, name) => {
      throw new Error(`get ${String(name)}`)
    },
    ownKeys: () => {
      throw new Error('ownKeys')
    },
  },
)

const NASTY = [
  cycle,
  throwing,
  revoked.proxy,
  trap,
  Symbol('s'),
  BigInt(1),
  Number.NaN,
  null,
  () => {},
  Object.create(null),
]

/** Factories, because fast-check cannot hold some of these values itself. */
const junk: fc.Arbitrary<() => unknown> = fc.oneof(
  fc.constantFrom(...NASTY.map(value => () => value)),
  fc
    .anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withTypedArray: true,
    })
    .map(value => () => value),
)

/** An object with junk in some of these fields. */
function junkIn(names: readonly string[]): fc.Arbitrary<() => unknown> {
  return fc.dictionary(fc.constantFrom(...names), junk).map(makers => () => {
    const made: Record<string, unknown> = {}
    for (const [name, make] of Object.entries(makers)) made[name] = make()
    return made
  })
}

const FIELDS =
  'signal timeout title link imgUrl timeline trigger success cardList urls data url onProgress localId jsApiList timestamp isShowProgressTips'
const argument = fc.oneof(junk, junkIn(FIELDS.split(' ')))

/** How a call ended: the code of the error, or the error itself if it is not a `WxError`. */
async function end(make: () => unknown): Promise<unknown> {
  try {
    await make()
    return 'done'
  } catch (error) {
    return (error as { code?: unknown } | null)?.code ?? error
  }
}

describe.each(Object.keys(METHODS))('%s', name => {
  it('accepts any junk, or rejects with INVALID_ARGUMENT and sends nothing', async () => {
    const uncaught: unknown[] = []
    const onUnhandled = (error: unknown) => uncaught.push(error)
    process.on('unhandledRejection', onUnhandled)
    const wx = createTestWx('none')
    await wx.ready()
    bridge.answer = () => [ANSWER]
    await fc.assert(
      fc.asyncProperty(fc.array(argument, { maxLength: 3 }), async given => {
        const before = bridge.calls.length
        const ending = end(() => METHODS[name]?.(wx)(...given.map(make => make())))
        // Longer than the throttle delays a verification.
        await vi.advanceTimersByTimeAsync(1000)
        const ended = await ending
        expect(['done', 'INVALID_ARGUMENT']).toContain(ended)
        if (ended === 'INVALID_ARGUMENT') expect(bridge.calls.length).toBe(before)
      }),
      { numRuns: 150 },
    )
    wx.dispose()
    await vi.advanceTimersByTimeAsync(1000)
    process.off('unhandledRejection', onUnhandled)
    expect(uncaught).toEqual([])
  })
})

/** Invalid calls. Each is rejected before anything is sent, even outside WeChat and on an unverified page. */
const WRONG: Readonly<Record<string, (wx: Wx) => unknown>> = {
  'ready(null)': wx => wx.ready(null as never),
  'refresh(null)': wx => wx.refresh(null as never),
  'ready({ signal: 1 })': wx => wx.ready({ signal: 1 } as never),
  'ready(text)': wx => wx.ready('now' as never),
  'call(api, {}, null)': wx => wx.call('getNetworkType', {}, null as never),
  'call(symbol)': wx => wx.call(Symbol('s') as never),
  'call(null)': wx => wx.call(null as never),
  'call(api, cycle)': wx => wx.call('anApiOfTomorrow', cycle),
  'call(api, BigInt)': wx => wx.call('anApiOfTomorrow', { a: BigInt(1) }),
  'chooseImage(null)': wx => wx.chooseImage(null as never),
  'chooseImage({}, null)': wx => wx.chooseImage({}, null as never),
  'chooseImage({}, { signal: 1 })': wx => wx.chooseImage({}, { signal: 1 } as never),
  'chooseImage({}, { signal: {} })': wx => wx.chooseImage({}, { signal: {} } as never),
  'chooseImage({}, { timeout: NaN })': wx => wx.chooseImage({}, { timeout: Number.NaN }),
  'chooseImage({}, { timeout: -1 })': wx => wx.chooseImage({}, { timeout: -1 }),
  'chooseImage({}, { timeout: text })': wx => wx.chooseImage({}, { timeout: '5s' } as never),
  'chooseImage({ count: symbol })': wx => wx.chooseImage({ count: Symbol('s') } as never),
  'a getter that throws': wx => wx.chooseImage(trap),
  'an option whose getter throws': wx => wx.chooseImage({}, trap),
  'cyclic cardExt': wx => wx.addCard({ cardList: [{ cardId: 'c', cardExt: cycle }] }),
  'BigInt in cardExt': wx => wx.addCard({ cardList: [{ cardId: 'c', cardExt: { a: BigInt(1) } }] }),
  'cardExt that is nothing in JSON': wx =>
    wx.addCard({ cardList: [{ cardId: 'c', cardExt: { toJSON() {} } }] }),
  'share(null)': wx => wx.share(null as never),
  'share with a getter that throws': wx => wx.share(trap as never),
  'onVoicePlayEnd(null)': wx => wx.onVoicePlayEnd(null as never),
  'onVoicePlayEnd(object without toString)': wx => wx.onVoicePlayEnd(Object.create(null)),
  'onMenuShareQQ({}, null)': wx => wx.onMenuShareQQ({}, null as never),
  'onMenuShareQQ({}, { trigger: 1 })': wx => wx.onMenuShareQQ({}, { trigger: 1 } as never),
  'subscribe(null)': wx => wx.subscribe(null as never),
  'miniProgram.navigateTo(_, null)': wx => wx.miniProgram.navigateTo({ url: '/p' }, null as never),
  'miniProgram.navigateTo(_, { signal: 1 })': wx =>
    wx.miniProgram.navigateTo({ url: '/p' }, { signal: 1 } as never),
  'miniProgram.postMessage({ data: cycle })': wx => wx.miniProgram.postMessage({ data: cycle }),
  'uploadImages(_, null)': wx => uploadImages(wx, ['a'], null as never),
  'uploadImages(_, { onProgress: 1 })': wx => uploadImages(wx, ['a'], { onProgress: 1 } as never),
  'uploadImages(null)': wx => uploadImages(wx, null as never),
  'uploadImages(revoked)': wx => uploadImages(wx, revoked.proxy as never),
  'localImage(_, null)': wx => localImage(wx, 'a', null as never),
}

it.each(Object.keys(WRONG))('%s is INVALID_ARGUMENT before anything is sent', async name => {
  const signature = vi.fn()
  const wx = createTestWx('none', { signature })
  expect(await end(() => WRONG[name]?.(wx))).toBe('INVALID_ARGUMENT')
  await vi.advanceTimersByTimeAsync(1000)
  expect(signature).not.toHaveBeenCalled()
  expect(bridge.calls).toEqual([])
  expect(wx.state.status).toBe('idle')
})

it('createWx() throws nothing but INVALID_ARGUMENT for any junk', () => {
  const names =
    'signature initialSignature jsApiList openTagList signUrl script verification nonce timeouts request fetch log onError signatue'
  const options = fc.oneof(junk, junkIn(names.split(' ')))
  fc.assert(
    fc.property(options, given => {
      try {
        createWx(given() as object)
      } catch (error) {
        expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', name: 'WxError' })
      }
    }),
    { numRuns: 2000 },
  )
  expect(bridge.calls).toEqual([])
})

it('valid call options are accepted: Infinity, undefined, and a polyfilled signal', async () => {
  const wx = createTestWx('none')
  const { cases } = COMMAND_CASES.chooseImage
  const signal = { aborted: false, addEventListener() {}, removeEventListener() {} } as unknown as AbortSignal
  for (const options of [undefined, {}, { timeout: Number.POSITIVE_INFINITY, signal: undefined }, { signal }])
    expect(await wx.chooseImage(cases[0]?.parameters, options)).toMatchObject({ errMsg: 'chooseImage:ok' })
  wx.dispose()
})
