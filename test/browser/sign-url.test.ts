import { describe, expect, it } from 'vitest'
import { inThisRun } from '../support/full-run.mjs'
import { useWorld } from '../support/world.js'

const world = useWorld()

const OSES = ['ios', 'android', 'harmony', 'windows', 'mac'] as const

/** The page was opened at one URL and is at another now. The client does not check the URL that its kind usually checks. */
const CASES = inThisRun(OSES, client => ['ios', 'android'].includes(client)).flatMap(client =>
  (['landing', 'current'] as const).flatMap(checks =>
    [true, false].map(tellsUrl => ({ client, checks, tellsUrl })),
  ),
)

describe("signUrl: 'auto'", () => {
  it.each(CASES)('finds the $checks URL on $client (client names it: $tellsUrl)', async simulator => {
    const opened = await world.open({ simulator, path: '/landing?a=1&b=%E4%B8%AD' })
    const { page, signatures, verifications } = opened
    const settled = await page.evaluate(() => {
      history.pushState(null, '', '/current?x=1&y=2#deep')
      return window.settle(window.ours.ready())
    })
    const url = simulator.checks === 'landing' ? '/landing?a=1&b=%E4%B8%AD' : '/current?x=1&y=2'
    expect(settled.value?.url).toBe(world.origin + url)
    const firstChoice = simulator.client === 'ios' ? 'landing' : 'current'
    const asked = firstChoice === simulator.checks ? 1 : 2
    expect([signatures(), await verifications()]).toEqual([asked, asked])
    // The server is told of a refusal only if its ticket may be the cause.
    const toldServer = opened.requests.some(url => url.includes('refused=1'))
    expect(toldServer).toBe(asked === 2 && !simulator.tellsUrl)

    // The choice that worked is remembered: the next route change needs no second attempt.
    await page.evaluate(async () => {
      history.pushState(null, '', '/third')
      await window.ours.ready()
      await window.ours.getNetworkType()
    })
    const more = simulator.checks === 'landing' ? 0 : 1
    expect([signatures(), await verifications()]).toEqual([asked + more, asked + more])
  })
})

it('WeCom on iOS checks the current URL, which is tried first', async () => {
  const userAgent = 'Mozilla/5.0 (iPhone) Mobile/15E148 wxwork/4.1.10 MicroMessenger/7.0.1 Language/zh'
  const opened = await world.open({ simulator: { client: 'ios', checks: 'current', userAgent } })
  const settled = await opened.page.evaluate(() => {
    history.pushState(null, '', '/current')
    return window.settle(window.ours.ready())
  })
  expect(settled.value?.url).toBe(`${world.origin}/current`)
  expect([opened.signatures(), await opened.verifications()]).toEqual([1, 1])
})

describe('an explicit signUrl', () => {
  it.each(OSES)("'current' signs location.href.split('#')[0] exactly, on %s", async client => {
    const opened = await world.open({ simulator: { client, checks: 'current' }, wx: { signUrl: 'current' } })
    const path = "/current?q=a+b%20c&empty=&=x&&name='中文'&e=%e4%b8%ad;~!*()#/route?z=1"
    const { asked, exact } = await opened.page.evaluate(path => {
      history.pushState(null, '', path)
      return window.ours.ready().then(({ url }) => ({ asked: url, exact: location.href.split('#')[0] }))
    }, path)
    expect(asked).toBe(exact)
    const request = opened.requests.find(url => url.includes('/wx/signature'))
    expect(new URL(request ?? '').searchParams.get('url')).toBe(exact)
  })

  it("'landing' signs the URL that the page was opened with, on every client", async () => {
    const opened = await world.open({
      simulator: { client: 'windows', checks: 'landing' },
      wx: { signUrl: 'landing' },
    })
    const ready = await opened.page.evaluate(() => {
      history.replaceState(null, '', '/current')
      return window.ours.ready()
    })
    expect(ready.url).toBe(`${world.origin}/landing`)
  })

  it('does not try another URL after a refusal, but requests a new signature once', async () => {
    const opened = await world.open({ simulator: { checks: 'landing' }, wx: { signUrl: 'current' } })
    const settled = await opened.page.evaluate(() => {
      history.pushState(null, '', '/current')
      return window.settle(window.ours.ready())
    })
    expect(settled.code).toBe('INVALID_SIGNATURE')
    const asked = opened.requests.filter(url => url.includes('/wx/signature')).map(url => new URL(url).search)
    expect(asked).toHaveLength(2)
    for (const query of asked) expect(query).toContain(encodeURIComponent('/current'))
  })

  it('may be a function of both URLs and the client', async () => {
    const opened = await world.open({ simulator: { checks: 'current' }, wx: false })
    const { seen, ready } = await opened.page.evaluate(async () => {
      const seen: unknown[] = []
      history.pushState(null, '', '/current#x')
      const wx = window.WxReady.createWx({
        signature: '/wx/signature',
        signUrl: ({ current, landing, client }) => {
          seen.push([current, landing, client.os])
          return `${current}#not-signed`
        },
      })
      return { ready: await wx.ready(), seen }
    })
    expect(seen[0]).toEqual([`${world.origin}/current`, `${world.origin}/landing`, 'android'])
    expect(ready.url).toBe(`${world.origin}/current`)
  })

  it('that throws rejects with INVALID_ARGUMENT', async () => {
    const opened = await world.open({ wx: false })
    const settled = await opened.page.evaluate(() => {
      const signUrl = () => {
        throw new Error('no route')
      }
      return window.settle(window.WxReady.createWx({ signature: '/wx/signature', signUrl }).ready())
    })
    expect(settled.code).toBe('INVALID_ARGUMENT')
  })

  it('that throws later sets the failed state, but not after dispose()', async () => {
    const opened = await world.open({ wx: false })
    const outcome = await opened.page.evaluate(async () => {
      let broken = false
      const make = () =>
        window.WxReady.createWx({
          signature: '/wx/signature',
          signUrl: ({ current }) => {
            if (broken) throw new Error('no route')
            return current
          },
        })
      const [asking, ended] = [make(), make()]
      const waiting = [asking, ended].map(wx => window.settle(wx.ready()))
      broken = true
      ended.dispose()
      const codes = (await Promise.all(waiting)).map(({ code }) => code)
      await new Promise(resolve => setTimeout(resolve, 50))
      return { codes, asking: asking.state.status, ended: ended.state.status }
    })
    expect(outcome).toEqual({ codes: ['INVALID_ARGUMENT', 'DISPOSED'], asking: 'failed', ended: 'disposed' })
  })
})

it('the landing URL of a redirected page is the one after the redirect', async () => {
  const opened = await world.open({ simulator: { client: 'ios' }, path: '/redirect?to=/after%3Fa=1' })
  const ready = await opened.page.evaluate(() => {
    history.replaceState(null, '', '/elsewhere')
    return window.ours.ready()
  })
  expect(ready.url).toBe(`${world.origin}/after?a=1`)
})

it('the landing URL is right even if the library loads after the router', async () => {
  const opened = await world.open({ simulator: { client: 'ios' }, wx: false })
  // As text, because the test runner rewrites import().
  const url = await opened.page.evaluate(`(async () => {
    history.pushState(null, '', '/elsewhere')
    const { createWx } = await import('/dist/browser/index.js')
    return (await createWx({ signature: '/wx/signature' }).ready()).url
  })()`)
  expect(url).toBe(`${world.origin}/landing`)
})

describe('the URL that a client names in its refusal', () => {
  const asked = (requests: string[]) =>
    requests
      .filter(url => url.includes('/wx/signature'))
      .map(url => new URL(url).searchParams.get('url')?.replace(world.origin, ''))

  it('is used even if the server signed the landing URL for the page', async () => {
    const { page, requests } = await world.open({ wx: false })
    const settled = await page.evaluate(() => {
      window.simulator.answerRaw('preVerifyJSAPI', () => ({
        err_msg: 'preVerifyJSAPI:fail_invalid signature',
        realAuthUrl: [`${location.origin}/told#x`],
      }))
      const initialSignature = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }
      return window.settle(window.WxReady.createWx({ signature: '/wx/signature', initialSignature }).ready())
    })
    expect(settled.code).toBe('INVALID_SIGNATURE')
    expect(asked(requests)).toEqual(['/told', '/told'])
  })

  it.each([
    ['as JSON', (url: string) => JSON.stringify([url])],
    ['as JSON with a URL of another origin', (url: string) => JSON.stringify(['https://b.example/', url])],
    ['with something that is not a URL', (url: string) => ['no URL', url]],
    ['only once', (url: string, refusals: number) => (refusals === 1 ? url : undefined)],
  ])('is used if it is given %s', async (_name, tell) => {
    const { page, requests } = await world.open()
    await page.evaluate(tell => {
      let refusals = 0
      const realAuthUrl = new Function('url', 'refusals', `return (${tell})(url, refusals)`)
      window.simulator.answerRaw('preVerifyJSAPI', () => {
        refusals += 1
        if (refusals === 3) return { err_msg: 'preVerifyJSAPI:ok' }
        return {
          err_msg: 'preVerifyJSAPI:fail_invalid signature',
          realAuthUrl: realAuthUrl(`${location.origin}/told`, refusals),
        }
      })
      return window.ours.ready()
    }, String(tell))
    expect(asked(requests)).toEqual(['/landing', '/told', '/told'])
  })

  it('is ignored if it has another origin', async () => {
    const { page, requests } = await world.open()
    await page.evaluate(() => {
      window.simulator.answerRaw('preVerifyJSAPI', () => ({
        err_msg: 'preVerifyJSAPI:fail_invalid signature',
        realAuthUrl: ['https://b.example/'],
      }))
      return window.settle(window.ours.ready())
    })
    expect(asked(requests)).toEqual(['/landing', '/landing'])
  })

  it('is tried at most five times if it differs each time', async () => {
    const { page, verifications } = await world.open()
    const settled = await page.evaluate(() => {
      let refusals = 0
      window.simulator.answerRaw('preVerifyJSAPI', () => {
        refusals += 1
        if (refusals === 20) return { err_msg: 'preVerifyJSAPI:ok' }
        return {
          err_msg: 'preVerifyJSAPI:fail_invalid signature',
          realAuthUrl: [`${location.origin}/told/${refusals}`],
        }
      })
      return window.settle(window.ours.ready())
    })
    expect(settled.code).toBe('INVALID_SIGNATURE')
    expect(await verifications()).toBe(5)
  })
})
