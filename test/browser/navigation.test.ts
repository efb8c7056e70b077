import { describe, expect, it } from 'vitest'
import { requireFull } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'
import { badSignature, useWorld } from '../support/world.js'

const world = useWorld()

const { open } = world

describe('a route change', () => {
  it('on Android verifies the new URL before the next call; going back needs no request', async () => {
    const { page, signatures, verifications } = await open()
    const visit = (path: string) =>
      page.evaluate(async path => {
        history.pushState(null, '', path)
        return (await window.ours.getNetworkType()).networkType
      }, path)
    await page.evaluate(() => window.ours.ready())
    expect(await visit('/a')).toBe('wifi')
    expect(await visit('/b')).toBe('wifi')
    expect([signatures(), await verifications()]).toEqual([3, 3])
    expect(await visit('/a')).toBe('wifi')
    expect([signatures(), await verifications()]).toEqual([3, 4])
  })

  it('on iOS only sets the share data again', async () => {
    const { page, signatures, verifications } = await open({ simulator: { client: 'ios' } })
    await page.evaluate(() => window.ours.share({ title: 'T', imgUrl: '/i.png' }))
    await page.evaluate(() => {
      history.pushState(null, '', '/next')
      window.ours.navigated()
    })
    await page.waitForFunction(
      () => window.simulator.calls.filter(({ clientName }) => clientName.startsWith('update')).length === 4,
    )
    const links = await page.evaluate(() =>
      window.simulator.calls
        .filter(({ clientName }) => clientName.startsWith('update'))
        .map(({ parameters }) => parameters.link),
    )
    const at = (path: string) => `${world.origin}${path}`
    expect(links).toEqual([at('/landing'), at('/landing'), at('/next'), at('/next')])
    expect([signatures(), await verifications()]).toEqual([1, 1])
  })

  it('that changes only the hash does nothing', async () => {
    const { page, verifications } = await open()
    await page.evaluate(async () => {
      await window.ours.ready()
      location.hash = '#/route'
      await window.ours.getNetworkType()
    })
    expect(await verifications()).toBe(1)
  })

  it('supersedes a verification in flight: its result is ignored, and callers wait for the new URL', async () => {
    const { page } = await open({ simulator: { latency: 60 } })
    const { first, second, urls } = await page.evaluate(async () => {
      const first = window.settle(window.ours.ready())
      await new Promise(resolve => setTimeout(resolve, 40))
      history.pushState(null, '', '/new')
      const second = window.settle(window.ours.ready())
      const settled = await Promise.all([first, second])
      await window.ours.getNetworkType()
      const calls = window.simulator.calls.filter(({ clientName }) => clientName === 'preVerifyJSAPI')
      return { first: settled[0], second: settled[1], urls: calls.map(({ url }) => url) }
    })
    expect([first.value?.url, second.value?.url]).toEqual([`${world.origin}/new`, `${world.origin}/new`])
    expect(urls.at(-1)).toBe(`${world.origin}/new`)
    expect(urls.length).toBeLessThanOrEqual(2)
  })

  it('back to a verified URL needs no request, and the other page can be visited again', async () => {
    const { page, signatures, verifications } = await open({ simulator: { latency: 40 } })
    await page.evaluate(async () => {
      const { ours } = window
      await ours.ready()
      history.pushState(null, '', '/other')
      ours.ready()
      await new Promise(resolve => setTimeout(resolve, 20))
      history.replaceState(null, '', '/landing')
      await ours.ready()
    })
    await page.waitForTimeout(100)
    await page.evaluate(() => window.ours.getNetworkType())
    expect(await verifications()).toBeLessThanOrEqual(2)
    const ready = await page.evaluate(() => {
      history.pushState(null, '', '/other')
      return window.ours.ready()
    })
    expect(ready.url).toBe(`${world.origin}/other`)
    expect(signatures()).toBeLessThanOrEqual(3)
  })

  it('during the retry of a refused page makes the new page ready instead of failing', async () => {
    const { page } = await open({ simulator: { latency: 30 } })
    world.signer = badSignature
    const waiting = page.evaluate(() => window.settle(window.ours.ready()))
    await page.waitForFunction(() => window.simulator.calls.length > 0)
    world.signer = undefined
    await page.evaluate(() => history.pushState(null, '', '/new'))
    expect((await waiting).value?.url).toBe(`${world.origin}/new`)
  })

  it('is noticed if the router runs its hook just before pushState', async () => {
    const { page } = await open()
    await page.evaluate(async () => {
      await window.ours.ready()
      window.ours.navigated()
      history.pushState(null, '', '/late')
    })
    await expect
      .poll(() => page.evaluate(() => window.ours.state))
      .toMatchObject({ status: 'ready', url: `${world.origin}/late` })
  })

  itInFullRun('by vue-router 3.2, which runs its hooks before pushState, is seen all the same', async () => {
    const { page } = await open()
    for (const file of ['vue-2/dist/vue.js', 'vue-router-3.2/dist/vue-router.js'])
      await page.addScriptTag({ path: requireFull.resolve(file) })
    const atHook = await page.evaluate(async () => {
      const { ours, Vue, VueRouter } = window as unknown as Window & OldVue
      const router = new VueRouter({ mode: 'history', routes: [{ path: '*', component: { render() {} } }] })
      new Vue({ router, render() {} }).$mount()
      await ours.ready()
      let atHook = ''
      router.afterEach(() => {
        atHook = location.pathname
        ours.navigated()
      })
      await router.push('/late')
      return atHook
    })
    expect(atHook).toBe('/landing')
    await expect
      .poll(() => page.evaluate(() => window.ours.state))
      .toMatchObject({ status: 'ready', url: `${world.origin}/late` })
  })

  it('ends the retries of a refused page', async () => {
    const { page, signatures } = await open({ simulator: { latency: 30 } })
    world.signer = badSignature
    const ready = await page.evaluate(async () => {
      window.simulator.answerRaw('preVerifyJSAPI', () =>
        location.pathname === '/new'
          ? { err_msg: 'preVerifyJSAPI:ok' }
          : { err_msg: 'preVerifyJSAPI:fail_invalid signature' },
      )
      const waiting = window.settle(window.ours.ready())
      while (window.simulator.calls.length === 0) await new Promise(resolve => setTimeout(resolve))
      history.pushState(null, '', '/new')
      return waiting
    })
    expect(ready.value?.url).toBe(`${world.origin}/new`)
    expect(signatures()).toBe(2)
  })

  it('is noticed if the router awaits something between its hook and pushState', async () => {
    const { page } = await open()
    await page.evaluate(async () => {
      await window.ours.ready()
      window.ours.navigated()
      await new Promise<void>(resolve => queueMicrotask(() => queueMicrotask(resolve)))
      history.pushState(null, '', '/late')
    })
    await page.waitForFunction(() => {
      const { state } = window.ours
      return state.status === 'ready' && state.url.endsWith('/late')
    })
  })

  it('that fails is reported to onError and causes no rejection', async () => {
    const { page, signatures } = await open()
    await page.evaluate(() => window.ours.ready())
    world.signer = () => new Response('down', { status: 503 })
    await page.evaluate(() => {
      history.pushState(null, '', '/next')
      window.ours.navigated()
    })
    await page.waitForFunction(() => window.reported.length > 0)
    expect(await page.evaluate(() => window.reported)).toEqual(['SIGNATURE_FAILED'])
    const before = signatures()
    await page.evaluate(() => {
      location.hash = '#/deeper'
      window.ours.navigated()
    })
    await page.waitForFunction(() => window.reported.length > 1)
    // A hook does not retry what just failed, and nothing runs after dispose().
    expect(signatures()).toBe(before)
    await page.evaluate(() => {
      window.ours.dispose()
      window.ours.navigated()
      return new Promise(resolve => setTimeout(resolve, 20))
    })
    expect(await page.evaluate(() => window.reported)).toHaveLength(2)
  })

  it('repeated in one task counts once', async () => {
    const { page } = await open()
    const links = await page.evaluate(async () => {
      const { ours, simulator } = window
      await ours.share({ title: 'T', imgUrl: '/i.png' })
      for (const path of ['/redirecting', '/there']) {
        history.pushState(null, '', path)
        ours.navigated()
      }
      const shared = () =>
        simulator.calls.filter(({ clientName }) => clientName === 'updateTimelineShareData')
      while (shared().length < 2) await new Promise(resolve => setTimeout(resolve, 10))
      // A third one would come at about the same time.
      await new Promise(resolve => setTimeout(resolve, 100))
      return shared().map(({ parameters }) => parameters.link)
    })
    expect(links).toEqual([`${world.origin}/landing`, `${world.origin}/there`])
  })

  it('before the first ready() sends no request', async () => {
    const { page, requests } = await open()
    await page.evaluate(() => window.ours.navigated())
    await page.waitForTimeout(100)
    expect(requests).toEqual([])
  })
})

it('refresh() verifies a verified page again and sets the share data again', async () => {
  const { page, signatures, verifications } = await open()
  await page.evaluate(async () => {
    await window.ours.share({ title: 'T', imgUrl: '/i.png' })
    await window.ours.refresh()
  })
  const shares = await page.evaluate(
    () =>
      window.simulator.calls.filter(({ clientName }) => clientName === 'updateAppMessageShareData').length,
  )
  expect([signatures(), await verifications(), shares]).toEqual([1, 2, 2])
})

it('a refusal makes the server replace its dead ticket, so that the next signature is accepted', async () => {
  const { page, requests } = await open()
  let asked = 0
  const { origin } = world
  world.signer = (url, request) => {
    asked += 1
    // The server's cached ticket is dead, which it does not know yet.
    if (!request.searchParams.has('refused')) return badSignature(url, request) as object
    world.signer = undefined
    return new Response(null, {
      status: 307,
      headers: { location: `${origin}/wx/signature${request.search}` },
    })
  }
  const ready = await page.evaluate(() => window.settle(window.ours.ready()))
  expect(ready.value?.url).toBe(`${origin}/landing`)
  expect(asked).toBe(2)
  expect(requests.some(url => url.includes('refused=1'))).toBe(true)
})

it('two instances with different lists both work', async () => {
  const { page } = await open({ wx: false })
  const results = await page.evaluate(() => {
    const { createWx } = window.WxReady
    const one = createWx({ signature: '/wx/signature', jsApiList: ['getNetworkType'] })
    const two = createWx({ signature: '/wx/signature', jsApiList: ['scanQRCode'] })
    return Promise.all([
      window.settle<unknown>(one.getNetworkType()),
      window.settle<unknown>(two.scanQRCode({ needResult: 1 })),
      window.settle<unknown>(one.getNetworkType()),
    ])
  })
  expect(results.map(({ code }) => code)).toEqual([undefined, undefined, undefined])
})

it('subscribe() delivers a new state object for each change', async () => {
  const { page } = await open()
  const states = await page.evaluate(async () => {
    const states: unknown[] = [window.ours.state]
    const off = window.ours.subscribe(state => states.push(state))
    const statuses: string[] = []
    window.ours.subscribe(({ status }) => statuses.push(status))
    await window.ours.ready()
    off()
    window.ours.dispose()
    return [...states, window.ours.state, statuses]
  })
  const ready = { status: 'ready', url: `${world.origin}/landing`, appId: 'wx0123456789abcdef' }
  expect(states).toEqual([
    { status: 'idle' },
    { status: 'verifying' },
    ready,
    { status: 'disposed' },
    ['verifying', 'ready', 'disposed'],
  ])
})

it('navigating away and back during a verification leaves the page ready, and navigation is still followed', async () => {
  const { page } = await open({ simulator: { latency: 30 } })
  await page.evaluate(() => window.ours.share({ title: 'T', imgUrl: '/i.png' }))
  world.signer = () => new Response('down', { status: 503 })
  await page.evaluate(() => {
    history.pushState(null, '', '/b')
    window.ours.navigated()
    return new Promise(resolve => setTimeout(resolve, 5))
  })
  const back = await page.evaluate(() => {
    history.replaceState(null, '', '/landing')
    return window.settle(window.ours.ready())
  })
  expect(back.value?.url).toBe(`${world.origin}/landing`)
  await page.waitForTimeout(150)
  world.signer = undefined
  expect(await page.evaluate(() => window.ours.state)).toMatchObject({
    status: 'ready',
    url: `${world.origin}/landing`,
  })
  await page.evaluate(() => {
    history.pushState(null, '', '/c')
    window.ours.navigated()
  })
  await page.waitForFunction(() => {
    const { state } = window.ours
    return state.status === 'ready' && state.url.endsWith('/c')
  })
})

it('a call during a retry waits for the retry instead of failing with the previous error', async () => {
  const { page } = await open()
  world.signer = () => new Response('down', { status: 503 })
  await page.evaluate(() => window.settle(window.ours.ready()))
  world.signer = undefined
  const [ready, call] = await page.evaluate(() =>
    Promise.all([window.settle(window.ours.ready()), window.settle(window.ours.getNetworkType())]),
  )
  expect([ready.code, call.code]).toEqual([undefined, undefined])
})

it('a listener that calls ready() at each state change causes no new verification', async () => {
  const { page, signatures, verifications } = await open()
  const ready = await page.evaluate(() => {
    window.ours.subscribe(() => void window.ours.ready())
    return window.settle(window.ours.ready())
  })
  expect(ready.code).toBeUndefined()
  expect([signatures(), await verifications()]).toEqual([1, 1])
})

it('dispose() during the pause before a retry prevents the request', async () => {
  const { page, signatures } = await open()
  world.signer = badSignature
  await page.evaluate(async () => {
    const waiting = window.settle(window.ours.ready())
    while (window.simulator.calls.length === 0 || !window.simulator.calls[0]?.answer) {
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    await new Promise(resolve => setTimeout(resolve, 50))
    window.ours.dispose()
    await waiting
  })
  await page.waitForTimeout(300)
  expect(signatures()).toBe(1)
})

it('refused share data does not replace the previous data', async () => {
  const { page } = await open()
  const titles = await page.evaluate(async () => {
    await window.ours.share({ title: 'good', imgUrl: '/i.png' })
    await window.settle(window.ours.share({ title: 'bad', imgUrl: '' }))
    await window.ours.refresh()
    return window.simulator.calls
      .filter(({ clientName }) => clientName === 'updateAppMessageShareData')
      .map(({ parameters }) => parameters.title)
  })
  expect(titles).toEqual(['good', 'good'])
})

it('a listener that calls ready() at each state change does not loop outside WeChat', async () => {
  const { page } = await open({ simulator: false })
  const states = await page.evaluate(async () => {
    const states: string[] = []
    window.ours.subscribe(({ status }) => {
      states.push(status)
      window.ours.ready().catch(() => {})
    })
    await window.settle(window.ours.ready())
    return states
  })
  expect(states).toEqual(['failed'])
})

it('an already aborted signal sends no request', async () => {
  const { page, requests } = await open()
  const settled = await page.evaluate(() => {
    const signal = AbortSignal.abort()
    return Promise.all([window.ours.ready({ signal }), window.ours.refresh({ signal })].map(window.settle))
  })
  expect(settled.map(({ code }) => code)).toEqual(['ABORTED', 'ABORTED'])
  expect([requests, await page.evaluate(() => window.ours.state.status)]).toEqual([[], 'idle'])
})

it('dispose() is not reported to onError', async () => {
  const { page } = await open({ simulator: { latency: 30 } })
  await page.evaluate(async () => {
    await window.ours.ready()
    history.pushState(null, '', '/moved')
    window.ours.navigated()
    window.ours.share({ title: 'T', imgUrl: '/i.png' })
    await new Promise(resolve => setTimeout(resolve, 10))
    window.ours.dispose()
    await new Promise(resolve => setTimeout(resolve, 100))
  })
  expect(await page.evaluate(() => window.reported)).toEqual([])
})

it('a refused initialSignature without an endpoint is reported as INVALID_SIGNATURE', async () => {
  const initialSignature = badSignature('', new URL(world.origin))
  const { page } = await open({ wx: { signature: undefined, initialSignature } })
  const { code } = await page.evaluate(() => window.settle(window.ours.ready()))
  expect(code).toBe('INVALID_SIGNATURE')
})

/** The parts of Vue 2 used here: its types cannot be installed beside those of Vue 3. */
interface OldVue {
  Vue: new (options: object) => { $mount(): void }
  VueRouter: new (
    options: object,
  ) => {
    afterEach(hook: () => void): void
    push(path: string): Promise<unknown>
  }
}
