import { describe, expect, it } from 'vitest'
import { useWorld } from '../support/world.js'

const world = useWorld()

const WITHOUT_NAVIGATION = '<script>delete window.navigation; delete Window.prototype.navigation</script>'

describe.each([
  ['the Navigation API', ''],
  ['a wrapped history', WITHOUT_NAVIGATION],
  // An element with this id becomes window.navigation, and has addEventListener.
  ['a wrapped history, with an element of that name', `${WITHOUT_NAVIGATION}<nav id="navigation"></nav>`],
  ['a wrapped history, with a variable of that name', '<script>var navigation = { open: true }</script>'],
])('watch over %s', (_name, head) => {
  it('follows navigation forth and back, and ignores the hash', async () => {
    const { page, signatures } = await world.open({ head })
    expect(await page.evaluate('String(window.navigation) === "[object Navigation]"')).toBe(head === '')
    await page.evaluate(async () => {
      window.WxReady.watch(window.ours)
      await window.ours.ready()
      await window.ours.share({ title: 'T', imgUrl: '/i.png' })
    })
    const at = (path: string) => `${world.origin}${path}`
    /** The URLs that were verified and shared, in order. */
    const followed = () =>
      page.evaluate(() => {
        const named = (name: string) => window.simulator.calls.filter(call => call.clientName === name)
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
    // Going back, where a signature is cached, and a new hash need no request.
    expect(signatures()).toBe(3)
  })

  it('stops, and restores history', async () => {
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
        verifications: window.simulator.calls.filter(({ clientName }) => clientName === 'preVerifyJSAPI')
          .length,
      }
    })
    expect(outcome).toEqual({ wrapped: head !== '', same: true, verifications: 1 })
  })

  it('ignores replaceState with the same URL', async () => {
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

it('watch works with other wrappers of history, installed before it and after', async () => {
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

it('stopping removes only the wrapper of watch, not that of other code', async () => {
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

it('a page restored from the back/forward cache is verified again and sets its share data', async () => {
  const opened = await world.open()
  const counts = () =>
    opened.page.evaluate(() => {
      const named = (name: string) => window.simulator.calls.filter(call => call.clientName === name).length
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
    window.simulator.answerRaw('preVerifyJSAPI', () => ({ err_msg: 'preVerifyJSAPI:fail_system error' }))
  })
  await restored(true)
  await expect.poll(() => opened.page.evaluate(() => window.reported)).toEqual(['VERIFICATION_FAILED'])
  await opened.page.evaluate(() => window.ours.dispose())
  await restored(true)
  expect(await counts()).toEqual([3, 2])
  expect(await opened.page.evaluate(() => window.reported)).toHaveLength(1)
})

it('a failed page is retried when it is restored from the back/forward cache', async () => {
  const { page } = await world.open()
  world.signer = () => new Response('down', { status: 503 })
  await page.evaluate(() => window.settle(window.ours.ready()))
  world.signer = undefined
  await page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect.poll(() => page.evaluate(() => window.ours.state.status)).toBe('ready')
})

it('callers whose response was lost in the back/forward cache get the result of the next attempt', async () => {
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
    while (tries === 0) await null
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    return { ...(await ready), tries }
  })
  expect([value?.url, tries]).toEqual([`${world.origin}/landing`, 2])
})

describe.each([
  ['frozen', 'Object.freeze(history)'],
  ['read-only', 'Object.defineProperty(history, "pushState", { value: history.pushState })'],
  [
    'read-only on the prototype',
    'Object.defineProperty(History.prototype, "pushState", { writable: false })',
  ],
])('a history that the page made %s', (_name, code) => {
  it('is followed until it is stopped', async () => {
    const { page } = await world.open({ head: `${WITHOUT_NAVIGATION}<script>${code}</script>` })
    await page.evaluate(() => {
      const told: string[] = []
      Object.assign(window, {
        told,
        stop: window.WxReady.watch({ navigated: () => void told.push(location.pathname) }),
      })
      history.pushState(null, '', '/a')
    })
    await expect.poll(() => page.evaluate('told')).toEqual(['/a'])
    await page.evaluate(() => history.replaceState(null, '', '/b'))
    await expect.poll(() => page.evaluate('told')).toEqual(['/a', '/b'])
    // All timers are cleared.
    const left = await page.evaluate(async () => {
      const { stop, told } = window as unknown as { stop(): void; told: string[] }
      stop()
      history.pushState(null, '', '/c')
      await new Promise(resolve => setTimeout(resolve, 600))
      return told
    })
    expect(left).toEqual(['/a', '/b'])
  })
})

it('stopping works if the page made history read-only in the meantime', async () => {
  const { page } = await world.open({ head: WITHOUT_NAVIGATION })
  const told = await page.evaluate(() => {
    let told = 0
    const stop = window.WxReady.watch({ navigated: () => (told += 1) })
    Object.freeze(history)
    stop()
    history.pushState(null, '', '/a')
    return told
  })
  expect(told).toBe(0)
})

it('1000 overlapping pairs of watch and stop use at most one wrapper, and none at the end', async () => {
  const { page } = await world.open({ head: WITHOUT_NAVIGATION })
  const outcome = await page.evaluate(() => {
    const { pushState } = history
    // The depth of the chain: each wrapper calls the previous one.
    const depth = () => {
      const frames = { before: 0 }
      const native = History.prototype.pushState
      History.prototype.pushState = () => {
        frames.before = (new Error().stack ?? '').split('\n').length
      }
      history.pushState(null, '')
      const around = (new Error().stack ?? '').split('\n').length
      History.prototype.pushState = native
      return frames.before - around
    }
    Error.stackTraceLimit = Number.POSITIVE_INFINITY
    let told = 0
    let last = () => {}
    let deepest = 0
    for (let i = 0; i < 1000; i += 1) {
      const stop = window.WxReady.watch({ navigated: () => (told += 1) })
      last()
      last = stop
      if (i % 100 === 0) deepest = Math.max(deepest, depth())
    }
    history.pushState(null, '', '/a')
    last()
    history.pushState(null, '', '/b')
    return {
      told,
      deepest,
      restored: history.pushState === pushState && !Object.hasOwn(history, 'pushState'),
    }
  })
  expect(outcome).toEqual({ told: 1, deepest: expect.any(Number), restored: true })
  expect(outcome.deepest).toBeLessThanOrEqual(2)
})

it('another wrapper that is installed and removed meanwhile does not lengthen the chain', async () => {
  const { page } = await world.open({ head: WITHOUT_NAVIGATION })
  const outcome = await page.evaluate(() => {
    const { pushState } = history
    for (let i = 0; i < 100; i += 1) {
      const stop = window.WxReady.watch({ navigated() {} })
      const below = history.pushState
      history.pushState = function (...given) {
        below.apply(this, given)
      }
      stop()
      history.pushState = below
    }
    let told = 0
    const stop = window.WxReady.watch({ navigated: () => (told += 1) })
    history.pushState(null, '', '/a')
    stop()
    return { told, restored: history.pushState === pushState }
  })
  expect(outcome).toEqual({ told: 1, restored: true })
})

it.each(['null', '{}', '{ navigated: 1 }'])('watch(%s) throws INVALID_ARGUMENT', async given => {
  const { page } = await world.open()
  const code = await page.evaluate(
    `(() => { try { WxReady.watch(${given}) } catch (error) { return error.code } })()`,
  )
  expect(code).toBe('INVALID_ARGUMENT')
})
