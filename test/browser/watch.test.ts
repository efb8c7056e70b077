import { describe, expect, it } from 'vitest'
import { useWorld } from '../support/world.js'

const world = useWorld()

describe.each([
  ['the Navigation API', ''],
  ['a wrapped history', '<script>Object.defineProperty(window, "navigation", { value: undefined })</script>'],
])('watch over %s', (_name, head) => {
  it('follows the page forth and back, and asks nothing for a hash', async () => {
    const { page, signatures } = await world.open({ head })
    expect(await page.evaluate('window.navigation === undefined')).toBe(head !== '')
    await page.evaluate(async () => {
      window.WxReady.watch(window.ours)
      await window.ours.ready()
      await window.ours.share({ title: 'T', imgUrl: '/i.png' })
    })
    const at = (path: string) => `${world.origin}${path}`
    /** Where the page was verified, and for which URL it was shared, in order. */
    const followed = () =>
      page.evaluate(() => {
        const named = (name: string) => window.simulator.calls.filter(call => call.name === name)
        return {
          verified: named('preVerifyJSAPI').map(({ url }) => url),
          shared: named('updateAppMessageShareData').map(({ parameters }) => parameters.link),
        }
      })
    const verified = [at('/landing')]
    const shared = [at('/landing')]
    const visit = async (move: () => void, url: string, verifies = true) => {
      await page.evaluate(move)
      if (verifies) verified.push(url)
      shared.push(url)
      await expect.poll(followed).toEqual({ verified, shared })
    }
    await visit(() => history.pushState(null, '', '/a'), at('/a'))
    await visit(() => history.replaceState(null, '', '/b?x=1'), at('/b?x=1'))
    await visit(() => location.assign('#/deep'), at('/b?x=1#/deep'), false)
    await visit(() => history.go(-2), at('/landing'))
    // Back where a signature is at hand, and by a hash alone, the server is asked nothing.
    expect(signatures()).toBe(3)
  })

  it('ends, and leaves the history as it was', async () => {
    const { page } = await world.open({ head })
    const outcome = await page.evaluate(async () => {
      const { ours, WxReady } = window
      await ours.ready()
      const before = [history.pushState, Object.hasOwn(history, 'pushState')]
      const stop = WxReady.watch(ours)
      const wrapped = before[0] !== history.pushState
      stop()
      history.pushState(null, '', '/a')
      await new Promise(resolve => setTimeout(resolve, 30))
      return {
        wrapped,
        same: before[0] === history.pushState && before[1] === Object.hasOwn(history, 'pushState'),
        verifications: window.simulator.calls.filter(({ name }) => name === 'preVerifyJSAPI').length,
      }
    })
    expect(outcome).toEqual({ wrapped: head !== '', same: true, verifications: 1 })
  })

  it('tells nothing where an entry of the history is written anew for the same URL', async () => {
    const { page } = await world.open({ head })
    const told = await page.evaluate(async () => {
      let told = 0
      const stop = window.WxReady.watch({ navigated: () => (told += 1) })
      history.replaceState({ scrolled: 100 }, '')
      await new Promise(resolve => setTimeout(resolve, 30))
      stop()
      return told
    })
    expect(told).toBe(0)
  })
})

it('watch gets on with others who wrap the history, before it and after', async () => {
  const { page } = await world.open({
    head: '<script>Object.defineProperty(window, "navigation", { value: undefined })</script>',
  })
  const outcome = await page.evaluate(async () => {
    const { ours, WxReady } = window
    const seen: string[] = []
    const wrap = (name: string) => {
      const { pushState } = history
      history.pushState = function (...given) {
        seen.push(name)
        pushState.apply(this, given)
      }
      return history.pushState
    }
    wrap('before')
    let told = 0
    const stop = WxReady.watch({ navigated: () => (told += 1) })
    const after = wrap('after')
    history.pushState(null, '', '/a')
    stop()
    history.pushState(null, '', '/b')
    ours.dispose()
    return { seen, told, kept: history.pushState === after, url: location.pathname }
  })
  expect(outcome).toEqual({
    seen: ['after', 'before', 'after', 'before'],
    told: 1,
    kept: true,
    url: '/b',
  })
})

it('watch takes away only what it put over another who wraps the history', async () => {
  const { page } = await world.open({
    head: '<script>Object.defineProperty(window, "navigation", { value: undefined })</script>',
  })
  const kept = await page.evaluate(() => {
    const { pushState } = history
    const other: History['pushState'] = function (this: History, ...given) {
      pushState.apply(this, given)
    }
    history.pushState = other
    window.WxReady.watch(window.ours)()
    return history.pushState === other
  })
  expect(kept).toBe(true)
})

it('a page that the browser gives back as it was verifies again, and sets what is shared', async () => {
  const opened = await world.open()
  const counts = () =>
    opened.page.evaluate(() => {
      const named = (name: string) => window.simulator.calls.filter(call => call.name === name).length
      return [named('preVerifyJSAPI'), named('updateTimelineShareData')]
    })
  const restored = (persisted: boolean) =>
    opened.page.evaluate(
      persisted => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted })),
      persisted,
    )
  await restored(true)
  expect(await counts()).toEqual([0, 0])
  await opened.page.evaluate(() => window.ours.share({ title: 'T', imgUrl: '/i.png' }))
  expect(await counts()).toEqual([1, 1])
  await restored(false)
  expect(await counts()).toEqual([1, 1])
  await opened.page.evaluate(() => window.simulator.revoke())
  await restored(true)
  await expect.poll(counts).toEqual([2, 2])
  expect(opened.signatures()).toBe(1)
  expect(await opened.page.evaluate(() => window.reported)).toEqual([])
  await opened.page.evaluate(() => {
    window.simulator.answers.preVerifyJSAPI = () => ({ err_msg: 'preVerifyJSAPI:fail_system error' })
  })
  await restored(true)
  await expect.poll(() => opened.page.evaluate(() => window.reported)).toEqual(['VERIFICATION_FAILED'])
  await opened.page.evaluate(() => window.ours.dispose())
  await restored(true)
  expect(await counts()).toEqual([3, 2])
  expect(await opened.page.evaluate(() => window.reported)).toHaveLength(1)
})

it('a page that had failed is tried again when the browser gives it back', async () => {
  const { page } = await world.open()
  world.signer = () => new Response('down', { status: 503 })
  await page.evaluate(() => window.settle(window.ours.ready()))
  world.signer = undefined
  await page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect.poll(() => page.evaluate(() => window.ours.state.status)).toBe('ready')
})

it('whoever waits for an answer that a page lost while it was away gets it from the next try', async () => {
  const { page } = await world.open({ wx: false })
  const { value, tries } = await page.evaluate(async () => {
    let tries = 0
    const wx = window.WxReady.createWx({
      async signature({ url }) {
        tries += 1
        if (tries === 1) await new Promise(() => {})
        return (await fetch(`/wx/signature?url=${encodeURIComponent(url)}`)).json()
      },
    })
    const ready = window.settle(wx.ready())
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    return { ...(await ready), tries }
  })
  expect([value?.url, tries]).toEqual([`${world.origin}/landing`, 2])
})
