import { describe, expect, it } from 'vitest'
import { VENDOR_VERSIONS } from '../support/vendor-scripts.js'
import { badSignature, useWorld, type World } from '../support/world.js'

const world = useWorld()

describe.each(VENDOR_VERSIONS)('with WeChat’s script %s', version => {
  const open: World['open'] = options => world.open({ version, loaded: true, ...options })

  it('ready() and calls reject if there is no bridge', async () => {
    const { page } = await open({ simulator: { bridgeReady: 60_000 }, wx: { timeouts: { bridge: 200 } } })
    const [ready, call] = await page.evaluate(() =>
      Promise.all([window.settle(window.ours.ready()), window.settle(window.ours.chooseImage())]),
    )
    expect([ready.code, call.code]).toEqual(['BRIDGE_TIMEOUT', 'BRIDGE_TIMEOUT'])
    // The timeout is the given one, not the default.
    expect(ready.took).toBeLessThan(7000)
  })

  it.each(['bridge', 'script'])(
    'ready() rejects if the verification (%s) gets no response',
    async verification => {
      const { page } = await open({ wx: { timeouts: { verify: 200 }, verification } })
      const settled = await page.evaluate(() => {
        window.simulator.answerRaw('preVerifyJSAPI', () => undefined)
        return Promise.all([window.settle(window.ours.ready()), window.settle(window.ours.getNetworkType())])
      })
      expect(settled.map(({ code }) => code)).toEqual(['VERIFICATION_TIMEOUT', 'VERIFICATION_TIMEOUT'])
      expect(settled[0]?.took).toBeLessThan(7000)
    },
  )

  it('a call rejects if it gets no response or the script throws', async () => {
    const { page } = await open({ wx: { timeouts: { call: 200 } } })
    const settled = await page.evaluate(async () => {
      window.simulator.answerRaw('getNetworkType', () => undefined)
      window.simulator.answerRaw('checkJsApi', () => ({ err_msg: 'checkJsApi:ok', checkResult: 'no JSON' }))
      return [
        await window.settle(window.ours.getNetworkType()),
        await window.settle(window.ours.checkJsApi({ jsApiList: ['chooseImage'] })),
      ]
    })
    expect(settled[0]).toMatchObject({ code: 'CALL_TIMEOUT', api: 'getNetworkType' })
    expect(settled[1]?.value).toMatchObject({ checkResult: {} })
  })

  it('closeWindow and previewImage resolve without a response', async () => {
    const { page } = await open({ wx: { timeouts: { call: 200 } } })
    const settled = await page.evaluate(async () => {
      window.simulator.answerRaw('imagePreview', () => undefined)
      return [
        await window.settle(window.ours.closeWindow()),
        await window.settle(
          window.ours.previewImage({ current: 'https://a.example/1.png', urls: ['https://a.example/1.png'] }),
        ),
      ]
    })
    expect(settled.map(({ code }) => code)).toEqual([undefined, undefined])
  })

  it('12 calls in turn with bad signatures cause at most 8 requests', async () => {
    const { page, signatures } = await open()
    world.signer = badSignature
    const codes = await page.evaluate(async () => {
      const codes: (string | undefined)[] = []
      for (let i = 0; i < 12; i += 1) codes.push((await window.settle(window.ours.getNetworkType())).code)
      return codes
    })
    expect(codes).toEqual(Array(12).fill('INVALID_SIGNATURE'))
    expect(signatures()).toBeGreaterThan(0)
    expect(signatures()).toBeLessThanOrEqual(8)
  })
})

it('a signature request times out, and its signal aborts', async () => {
  const { page } = await world.open({ wx: false })
  const outcome = await page.evaluate(async () => {
    let given: AbortSignal | undefined
    const ours = window.WxReady.createWx({
      signature: ({ signal }) => {
        given = signal
        return new Promise(() => {})
      },
      timeouts: { signature: 200 },
    })
    const { code } = await window.settle(ours.ready())
    return [code, given?.aborted]
  })
  expect(outcome).toEqual(['SIGNATURE_TIMEOUT', true])
})

describe('outside WeChat', () => {
  it('everything rejects at once without a request', async () => {
    const opened = await world.open({ simulator: false })
    const { page, requests } = opened
    const settled = await page.evaluate(() => {
      // A rejection that waits for nothing comes before the first timer.
      let timer = 'not yet'
      setTimeout(() => {
        timer = 'over'
      })
      const asked = [window.ours.ready(), window.ours.chooseImage(), window.ours.call('anything')]
      return Promise.all(asked.map(one => window.settle<unknown>(one).then(({ code }) => [code, timer])))
    })
    expect(settled).toEqual(Array(3).fill(['NOT_IN_WECHAT', 'not yet']))
    await page.waitForTimeout(200)
    expect(requests).toEqual([])
    expect(await page.evaluate(() => document.querySelectorAll('script').length)).toBe(1)
  })

  it('navigated() and a share() without await report nothing', async () => {
    const opened = await world.open({ simulator: false })
    await opened.page.evaluate(() => {
      window.ours.navigated()
      void window.ours.share({ title: 'T', imgUrl: '/i.png' })
    })
    await opened.page.waitForTimeout(100)
    expect(await opened.page.evaluate(() => window.reported)).toEqual(['NOT_IN_WECHAT'])
  })
})

describe('a pending call', () => {
  it('ends when its own signal aborts', async () => {
    const opened = await world.open({ simulator: { bridgeReady: 300 } })
    const [aborted, other] = await opened.page.evaluate(() => {
      const stop = new AbortController()
      const both = [
        window.settle(window.ours.ready({ signal: stop.signal })),
        window.settle(window.ours.ready()),
      ]
      stop.abort()
      return Promise.all(both)
    })
    expect(aborted).toMatchObject({ code: 'ABORTED' })
    expect(aborted?.took).toBeLessThan(other?.took ?? 0)
    expect(other?.value?.appId).toBe('wx0123456789abcdef')
  })

  it('ends with dispose()', async () => {
    const opened = await world.open({ simulator: { bridgeReady: 60_000 } })
    const settled = await opened.page.evaluate(async () => {
      const all = [
        window.settle(window.ours.ready()),
        window.settle<unknown>(window.ours.chooseImage()),
        window.settle<unknown>(window.ours.share({ title: 'T', imgUrl: '/i.png' })),
      ]
      window.ours.dispose()
      all.push(window.settle(window.ours.ready()))
      return Promise.all<{ code?: string; took: number }>(all)
    })
    for (const { code, took } of settled) {
      expect(code).toBe('DISPOSED')
      // Without dispose() it would wait for the bridge longer than this.
      expect(took).toBeLessThan(7000)
    }
  })

  it('that is aborted before it is sent is never sent', async () => {
    const { page } = await world.open({ simulator: { latency: 30 } })
    const outcome = await page.evaluate(async () => {
      const { ours, settle, simulator } = window
      const early = new AbortController()
      early.abort()
      const codes = [(await settle(ours.getNetworkType({}, { signal: early.signal }))).code]
      const begun = ours.state.status
      const stop = new AbortController()
      const waiting = settle(ours.getNetworkType({}, { signal: stop.signal }))
      while (simulator.calls.length === 0) await new Promise(resolve => setTimeout(resolve))
      stop.abort()
      codes.push((await waiting).code)
      await ours.ready()
      await new Promise(resolve => setTimeout(resolve, 30))
      return { codes, begun, names: simulator.calls.map(({ clientName }) => clientName) }
    })
    expect(outcome).toEqual({ codes: ['ABORTED', 'ABORTED'], begun: 'idle', names: ['preVerifyJSAPI'] })
  })

  it('ends with dispose() in a listener of the verifying state, and nothing is loaded', async () => {
    const { page, requests } = await world.open()
    const settled = await page.evaluate(() => {
      window.ours.subscribe(() => window.ours.dispose())
      return window.settle(window.ours.ready())
    })
    expect(settled.code).toBe('DISPOSED')
    await page.waitForTimeout(50)
    expect(requests).toEqual([])
  })

  it('that waits for the user has no timeout, but can be aborted', async () => {
    const opened = await world.open({ wx: { timeouts: { call: 200 } } })
    const settled = await opened.page.evaluate(async () => {
      window.simulator.answerRaw('chooseImage', () => undefined)
      const stop = new AbortController()
      const choosing = window.settle(window.ours.chooseImage({}, { signal: stop.signal }))
      setTimeout(() => stop.abort(), 600)
      return choosing
    })
    expect(settled.code).toBe('ABORTED')
    expect(settled.took).toBeGreaterThan(500)
  })
})

it('a simulator without its platform reports it instead of leaving the page pending', async () => {
  const { page } = await world.open({ simulator: { platform: `${world.origin}/nowhere` } })
  const ready = await page.evaluate(() => window.settle(window.ours.ready()))
  expect(ready).toMatchObject({
    code: 'VERIFICATION_FAILED',
    errMsg: expect.stringContaining('the simulator: '),
  })
})

it('exceptions of listeners are reported as uncaught errors and break nothing', async () => {
  const { page, problems } = await world.open({ version: 'none', wx: false })
  const ready = await page.evaluate(async () => {
    const mistake = (name: string) => () => {
      throw new Error(`mistake in ${name}`)
    }
    const wx = window.WxReady.createWx({
      signature: '/wx/signature',
      log: mistake('log'),
      onError: mistake('onError'),
    })
    wx.subscribe(mistake('subscribe'))
    return window.settle(wx.ready())
  })
  expect(ready.code).toBeUndefined()
  await page.waitForTimeout(50)
  const uncaught = new Set(problems.splice(0))
  expect(uncaught).toEqual(new Set(['log', 'onError', 'subscribe'].map(name => `Error: mistake in ${name}`)))
})
