import { describe, expect, it } from 'vitest'
import type { MiniProgramName } from '../../src/browser/apis/api-types.js'
import { MINI_PROGRAM } from '../../src/browser/apis/table.js'
import { useWorld } from '../support/world.js'

const world = useWorld()

const URL = '/pages/index/index?id=1'

/** The calls of a page, and what each sends to the client. */
const CASES: { readonly [Name in MiniProgramName]: readonly (readonly [object | undefined, unknown])[] } = {
  navigateTo: [[{ url: URL }, { url: URL }]],
  navigateBack: [
    [undefined, { delta: 1 }],
    [{ delta: 2 }, { delta: 2 }],
  ],
  redirectTo: [[{ url: URL }, { url: URL }]],
  switchTab: [[{ url: URL }, { url: URL }]],
  reLaunch: [[{ url: URL }, { url: URL }]],
  postMessage: [
    [{ data: { any: ['thing', 1] } }, { any: ['thing', 1] }],
    [{ data: 'text' }, 'text'],
    [undefined, {}],
  ],
}

const asked = Object.entries(CASES).flatMap(([name, list]) =>
  list.map(([given, arg]) => ({ name, given, arg })),
)

describe('inside a mini program', () => {
  it('every call goes to the client without a signature or the script', async () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(MINI_PROGRAM).sort())
    const opened = await world.open({ simulator: { miniProgram: true }, wx: { signature: undefined } })
    const outcome = await opened.page.evaluate(async asked => {
      const { ours, simulator } = window
      const results: unknown[] = []
      for (const { name, given } of asked) {
        results.push(await ours.miniProgram[name as 'navigateBack'](given as { delta: number }))
      }
      return {
        results,
        calls: simulator.calls.map(({ clientName: name, parameters }) => ({ name, parameters })),
      }
    }, asked)
    expect(outcome.calls).toEqual(
      asked.map(({ name, arg }) => ({ name: 'invokeMiniProgramAPI', parameters: { name, arg } })),
    )
    expect(outcome.results).toEqual(asked.map(() => ({ errMsg: 'invokeMiniProgramAPI:ok' })))
    expect(opened.requests).toEqual([])
  })

  it('a verified page sends the same as the script', async () => {
    const { page } = await world.open({ simulator: { miniProgram: true }, loaded: true })
    const pairs = await page.evaluate(async asked => {
      const { ours, simulator } = window
      await ours.getNetworkType()
      const vendor = ours.vendor?.miniProgram as unknown as Record<string, (options?: object) => void>
      const last = () => simulator.calls[simulator.calls.length - 1]?.parameters
      const pairs: unknown[] = []
      for (const { name, given } of asked) {
        await ours.miniProgram[name as 'navigateBack'](given as { delta: number })
        const own = last()
        vendor[name]?.(given ?? {})
        pairs.push([own, last()])
      }
      return pairs as [object, object][]
    }, asked)
    for (const [own, vendors] of pairs) expect(own).toEqual(vendors)
    expect(pairs).toHaveLength(asked.length)
  })

  it('a call resolves if the page leaves before the client responds', async () => {
    const { page } = await world.open({ simulator: { miniProgram: true } })
    const settled = await page.evaluate(() => {
      window.simulator.answerRaw('invokeMiniProgramAPI', () => undefined)
      return window.settle(window.ours.miniProgram.reLaunch({ url: '/pages/index' }))
    })
    expect(settled).toMatchObject({ value: { errMsg: 'invokeMiniProgramAPI:ok' } })
  })

  it.each([
    ['navigateTo({})', 'url is undefined'],
    ['switchTab()', 'url is undefined'],
    ['navigateBack({ delta: 0 })', 'delta is 0'],
    ['navigateBack(null)', 'the argument is null'],
    ['navigateTo({ url: "/a", success() {} })', 'success is'],
    ['postMessage({ data: 1n })', 'data is 1'],
  ])('%s rejects with INVALID_ARGUMENT', async (code, errMsg) => {
    const { page } = await world.open({ simulator: { miniProgram: true } })
    expect(await page.evaluate(`settle(ours.miniProgram.${code})`)).toMatchObject({
      code: 'INVALID_ARGUMENT',
      errMsg: expect.stringContaining(errMsg),
    })
    expect(await page.evaluate(() => window.simulator.calls.length)).toBe(0)
  })

  it('an aborted call rejects with ABORTED and is not sent', async () => {
    const { page } = await world.open({ simulator: { miniProgram: true, bridgeReady: 50 } })
    const outcome = await page.evaluate(async () => {
      const controller = new AbortController()
      const going = window.settle(
        window.ours.miniProgram.navigateTo({ url: '/a' }, { signal: controller.signal }),
      )
      controller.abort()
      const settled = await going
      await new Promise(resolve => setTimeout(resolve, 100))
      return [settled.code, window.simulator.calls.length]
    })
    expect(outcome).toEqual(['ABORTED', 0])
  })
})

it('outside a mini program the client refuses the call, and the promise rejects', async () => {
  const { page } = await world.open()
  expect(await page.evaluate(() => window.settle(window.ours.miniProgram.navigateBack()))).toMatchObject({
    code: 'CALL_FAILED',
    api: 'miniProgram.navigateBack',
  })
})

it.each([
  ['inside a mini program', { miniProgram: true }, true],
  ['in WeChat', {}, false],
  ['outside WeChat', false, false],
] as const)('getEnv %s: %j → %s', async (_name, simulator, miniprogram) => {
  const { page } = await world.open({ simulator })
  expect(await page.evaluate(() => window.ours.miniProgram.getEnv())).toEqual({ miniprogram })
  expect(await page.evaluate(() => window.ours.client.miniProgram)).toBe(miniprogram)
})

it('outside WeChat a call rejects with NOT_IN_WECHAT at once', async () => {
  const { page } = await world.open({ simulator: false })
  expect(await page.evaluate(() => window.settle(window.ours.miniProgram.navigateBack()))).toMatchObject({
    code: 'NOT_IN_WECHAT',
  })
})
