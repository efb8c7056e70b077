import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWx, type Wx, type WxOptions } from '../../src/browser/index.js'
import { setUpFakeBridge } from '../support/fake-bridge.js'

const TIMEOUTS = { bridge: 2000, signature: 2000, verify: 2000 }
const SUM_OF_TIMEOUTS = 6000
/** By it, `count` tells the calls of these tests from those of other instances. */
const SIGNATURE = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 'of storms' }

const bridge = setUpFakeBridge({ latency: 20 })
let wx: Wx
let signatures: number
beforeEach(() => {
  history.replaceState(null, '', '/')
  signatures = 0
})
afterEach(() => wx.dispose())

function open(options: WxOptions = {}): void {
  wx = createWx({
    signature: async () => {
      signatures += 1
      await new Promise(resolve => setTimeout(resolve, 20))
      return SIGNATURE
    },
    script: () => new Promise(() => {}),
    onError: () => {},
    ...options,
  })
}

/** The client refuses these APIs, by its own names. */
function deny(...names: string[]): void {
  bridge.answer = name => [{ err_msg: `${name}:${names.includes(name) ? 'permission denied' : 'ok'}` }]
}

/** Instances that other files of this process left behind also respond to a restored page: they are not counted. */
function count(name: string): number {
  return bridge.calls.filter(
    call => call.name === name && call.parameters.verifySignature === SIGNATURE.signature,
  ).length
}

/** How a promise ended, and after how many ms; `undefined` as long as it has not. */
function follow(promise: Promise<unknown>): { ended?: string; after?: number } {
  const start = Date.now()
  const followed: { ended?: string; after?: number } = {}
  const end = (ended: string) => Object.assign(followed, { ended, after: Date.now() - start })
  promise.then(
    () => end('done'),
    ({ code }) => end(code),
  )
  return followed
}

describe('WeChat’s script', () => {
  it('does not delay ready(), however long it takes to load', async () => {
    open()
    const ready = follow(wx.ready())
    await vi.advanceTimersByTimeAsync(1000)
    expect(ready).toEqual({ ended: 'done', after: 40 })
  })

  it('is retried with a backoff if its hosts are blocked, and onError is called once', async () => {
    let loads = 0
    const codes: string[] = []
    open({
      script: async () => {
        loads += 1
        throw new Error('blocked')
      },
      onError: ({ code }) => codes.push(code),
    })
    for (let route = 0; route < 20; route += 1) {
      history.pushState(null, '', `/${route}`)
      wx.ready()
      await vi.advanceTimersByTimeAsync(1000)
    }
    // At once, after 5 s, and after another 10 s.
    expect([loads, codes]).toEqual([3, ['SCRIPT_FAILED']])
    expect(count('preVerifyJSAPI')).toBe(20)
  })
})

describe("verification: 'script'", () => {
  it('does not wait for a script tag of the page that never loads', async () => {
    const tag = document.createElement('script')
    tag.src = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js'
    document.head.append(tag)
    open({ verification: 'script' })
    const ready = follow(wx.ready())
    await vi.advanceTimersByTimeAsync(20_000)
    tag.remove()
    expect(ready).toEqual({ ended: 'done', after: 40 })
  })

  it('waits for a script that the script option loads, even if it sets the global only', async () => {
    const configs: unknown[] = []
    const page = window as { jWeixin?: object | undefined }
    open({
      verification: 'script',
      script: async () => {
        const jWeixin = {
          config: (config: unknown) => configs.push(config),
          ready: (done: () => void) => done(),
        }
        page.jWeixin = jWeixin
        return undefined
      },
    })
    const ready = follow(wx.ready())
    await vi.advanceTimersByTimeAsync(1000)
    page.jWeixin = undefined
    expect(ready.ended).toBe('done')
    expect([configs.length, count('preVerifyJSAPI')]).toEqual([1, 0])
  })
})

describe('an API that the account may not use', () => {
  it('causes one verification per API and URL, in whatever order the APIs are called', async () => {
    deny('hideOptionMenu', 'startRecord')
    open()
    const ended: (string | undefined)[] = []
    for (let time = 0; time < 10; time += 1) {
      for (const call of [wx.hideOptionMenu, wx.startRecord]) {
        const followed = follow(call())
        await vi.advanceTimersByTimeAsync(500)
        ended.push(followed.ended)
      }
    }
    expect(ended).toEqual(Array(20).fill('PERMISSION_DENIED'))
    expect(count('preVerifyJSAPI')).toBe(1 + 2)
    // Another URL and an explicit refresh() verify again.
    history.pushState(null, '', '/second')
    follow(wx.startRecord())
    await vi.advanceTimersByTimeAsync(1000)
    expect(count('preVerifyJSAPI')).toBe(3 + 2)
    follow(wx.refresh())
    await vi.advanceTimersByTimeAsync(1000)
    follow(wx.startRecord())
    await vi.advanceTimersByTimeAsync(1000)
    expect(count('preVerifyJSAPI')).toBe(5 + 2)
  })

  it('causes no extra verifications if share data may not be set either', async () => {
    deny('updateAppMessageShareData', 'updateTimelineShareData', 'startRecord')
    open()
    const share = follow(wx.share({ title: 'T', imgUrl: '/i.png' }))
    await vi.advanceTimersByTimeAsync(1000)
    for (let time = 0; time < 10; time += 1) {
      follow(wx.startRecord())
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(share.ended).toBe('PERMISSION_DENIED')
    // For the page, for the share data, for the other API.
    expect(count('preVerifyJSAPI')).toBe(3)
    expect(count('updateTimelineShareData')).toBe(2)
    expect(count('startRecord')).toBe(11)
  })
})

it('a denied call settles even if the URL changes each time it is denied', async () => {
  deny('startRecord')
  const { answer } = bridge
  bridge.answer = name => {
    if (name === 'startRecord') history.replaceState(null, '', `/?after=${bridge.calls.length}`)
    return answer(name)
  }
  open()
  const call = follow(wx.startRecord())
  await vi.advanceTimersByTimeAsync(60_000)
  expect(call.ended).toBe('PERMISSION_DENIED')
  expect(count('startRecord')).toBe(4)
})

describe('a page whose URL keeps changing', () => {
  it.each([true, false])(
    'requests a bounded number of signatures, and every call settles (navigated() called: %s)',
    async told => {
      open({ timeouts: TIMEOUTS })
      const ready = follow(wx.ready())
      const call = follow(wx.getNetworkType())
      let url = 0
      const churn = setInterval(() => {
        url += 1
        history.replaceState(null, '', `/?at=${url}`)
        if (told) wx.navigated()
        // Chosen so that the timeout falls into an attempt.
      }, 29)
      await vi.advanceTimersByTimeAsync(SUM_OF_TIMEOUTS + 100)
      clearInterval(churn)
      expect(ready).toEqual({ ended: 'VERIFICATION_TIMEOUT', after: expect.any(Number) })
      expect(ready.after).toBeLessThanOrEqual(SUM_OF_TIMEOUTS + 60)
      expect(call.ended).toBe('VERIFICATION_TIMEOUT')
      // Eight in a row, then two per second.
      expect(signatures).toBeLessThanOrEqual(8 + 13)
      const atRest = follow(wx.ready())
      await vi.advanceTimersByTimeAsync(2000)
      expect(atRest.ended).toBe('done')
    },
  )

  it('settles calls within the sum of the timeouts, even if each signature takes most of its own', async () => {
    open({
      timeouts: TIMEOUTS,
      signUrl: 'current',
      signature: async () => {
        await new Promise(resolve => setTimeout(resolve, 1900))
        return SIGNATURE
      },
    })
    const ready = follow(wx.ready())
    let url = 0
    const churn = setInterval(() => {
      url += 1
      history.replaceState(null, '', `/?at=${url}`)
    }, 300)
    await vi.advanceTimersByTimeAsync(2 * SUM_OF_TIMEOUTS)
    clearInterval(churn)
    expect(ready).toEqual({ ended: 'VERIFICATION_TIMEOUT', after: SUM_OF_TIMEOUTS })
    // Let the attempts in flight end.
    await vi.advanceTimersByTimeAsync(SUM_OF_TIMEOUTS)
    const atRest = follow(wx.ready())
    await vi.advanceTimersByTimeAsync(4000)
    expect(atRest.ended).toBe('done')
  })

  it('becomes ready if the URL stays the same for one verification', async () => {
    open()
    const ready = follow(wx.ready())
    let url = 0
    const churn = setInterval(() => {
      url += 1
      history.replaceState(null, '', `/?at=${url}`)
      wx.navigated()
    }, 100)
    await vi.advanceTimersByTimeAsync(5000)
    clearInterval(churn)
    expect(ready.ended).toBe('done')
    expect(signatures).toBeLessThanOrEqual(8 + 11)
  })

  it('because signUrl never returns the same URL twice fails with a code', async () => {
    let url = 0
    open({
      timeouts: TIMEOUTS,
      signUrl: ({ current }) => {
        url += 1
        return `${current}?${url}`
      },
    })
    const ready = follow(wx.ready())
    await vi.advanceTimersByTimeAsync(SUM_OF_TIMEOUTS + 100)
    expect(ready.ended).toBe('VERIFICATION_TIMEOUT')
    expect(signatures).toBeLessThanOrEqual(8 + 13)
    expect(wx.state.status).toBe('failed')
  })
})

describe('share data', () => {
  it('is not set again by ready() or by a route change to the same URL', async () => {
    open()
    follow(wx.share({ title: 'T', imgUrl: '/i.png' }))
    await vi.advanceTimersByTimeAsync(1000)
    for (let time = 0; time < 5; time += 1) {
      follow(wx.ready())
      wx.navigated()
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(count('updateTimelineShareData')).toBe(1)
    follow(wx.refresh())
    await vi.advanceTimersByTimeAsync(1000)
    expect(count('updateTimelineShareData')).toBe(2)
  })

  it('that changes fifty times in a row is set at most twice per target', async () => {
    open()
    follow(wx.ready())
    await vi.advanceTimersByTimeAsync(1000)
    const shares = Array.from({ length: 50 }, (_, n) => follow(wx.share({ title: `${n}`, imgUrl: '/i.png' })))
    await vi.advanceTimersByTimeAsync(1000)
    expect(new Set(shares.map(({ ended }) => ended))).toEqual(new Set(['done']))
    for (const target of ['updateAppMessageShareData', 'updateTimelineShareData']) {
      expect(count(target)).toBeLessThanOrEqual(2)
      expect(bridge.calls.filter(({ name }) => name === target).pop()?.parameters.title).toBe('49')
    }
  })

  it('that changes while it is being set is set once more, with the latest data', async () => {
    open()
    follow(wx.share({ title: 'first', imgUrl: '/i.png' }))
    await vi.advanceTimersByTimeAsync(50)
    for (const title of ['second', 'third', 'fourth']) follow(wx.share({ title, imgUrl: '/i.png' }))
    await vi.advanceTimersByTimeAsync(1000)
    const titles = bridge.calls
      .filter(({ name }) => name === 'updateTimelineShareData')
      .map(({ parameters }) => parameters.title)
    expect(titles).toEqual(['first', 'fourth'])
  })
})

it('a page restored from the back/forward cache is ready after one verification, even if a response was lost', async () => {
  open()
  const ready = follow(wx.ready())
  // The verification is in flight when the browser caches the page.
  await vi.advanceTimersByTimeAsync(30)
  bridge.losePending()
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await vi.advanceTimersByTimeAsync(15_000)
  // Cached after 30 ms; then a signature request and its verification.
  expect(ready).toEqual({ ended: 'done', after: 30 + 40 })
  expect(count('preVerifyJSAPI')).toBe(2)
})

describe('a failed verification', () => {
  const fails = () => {
    bridge.answer = name => [{ err_msg: `${name}:fail something` }]
  }

  it('is shared by calls for a second, and retried at once by ready()', async () => {
    fails()
    open()
    const failed = follow(wx.ready())
    await vi.advanceTimersByTimeAsync(100)
    expect(failed.ended).toBe('VERIFICATION_FAILED')
    const shared = follow(wx.startRecord())
    await vi.advanceTimersByTimeAsync(800)
    expect([shared.ended, count('preVerifyJSAPI')]).toEqual(['VERIFICATION_FAILED', 1])
    follow(wx.ready())
    await vi.advanceTimersByTimeAsync(100)
    expect(count('preVerifyJSAPI')).toBe(2)
    await vi.advanceTimersByTimeAsync(1000)
    follow(wx.startRecord())
    await vi.advanceTimersByTimeAsync(100)
    expect(count('preVerifyJSAPI')).toBe(3)
  })
})

it('a verification for a URL that the page has left does not replace the one of the URL it is back at', async () => {
  open({ signUrl: 'current' })
  follow(wx.ready())
  await vi.advanceTimersByTimeAsync(100)
  history.pushState(null, '', '/elsewhere')
  follow(wx.ready())
  await vi.advanceTimersByTimeAsync(25)
  history.replaceState(null, '', '/')
  const back = follow(wx.ready())
  await vi.advanceTimersByTimeAsync(1000)
  expect(back).toEqual({ ended: 'done', after: 0 })
  const verifications = count('preVerifyJSAPI')
  follow(wx.startRecord())
  await vi.advanceTimersByTimeAsync(1000)
  expect(count('preVerifyJSAPI')).toBe(verifications)
})

it('a request for a page that has been left sends no verification', async () => {
  const urls: string[] = []
  open({
    signUrl: 'current',
    signature: async ({ url }) => {
      urls.push(url)
      await new Promise(resolve => setTimeout(resolve, 20))
      return SIGNATURE
    },
  })
  follow(wx.ready())
  await vi.advanceTimersByTimeAsync(100)
  history.pushState(null, '', '/elsewhere')
  follow(wx.ready())
  await vi.advanceTimersByTimeAsync(10)
  history.replaceState(null, '', '/')
  follow(wx.ready())
  await vi.advanceTimersByTimeAsync(1000)
  expect(urls).toHaveLength(2)
  expect(count('preVerifyJSAPI')).toBe(1)
})

it('a call whose denial arrives late does not discard the verification that was renewed meanwhile', async () => {
  open()
  follow(wx.ready())
  await vi.advanceTimersByTimeAsync(100)
  const denied = new Set(['startRecord', 'stopRecord'])
  bridge.answer = name => [
    { err_msg: `${name}:${denied.delete(name) ? 'fail, the permission value is offline verifying' : 'ok'}` },
  ]
  const page = window as unknown as { WeixinJSBridge: { invoke(name: string, ...rest: unknown[]): void } }
  const { invoke } = page.WeixinJSBridge
  page.WeixinJSBridge.invoke = (name, ...rest) => {
    if (name === 'stopRecord') setTimeout(invoke, 60, name, ...rest)
    else invoke(name, ...rest)
  }
  const calls = [follow(wx.startRecord()), follow(wx.stopRecord())]
  await vi.advanceTimersByTimeAsync(1000)
  expect(calls.map(({ ended }) => ended)).toEqual(['done', 'done'])
  expect(count('preVerifyJSAPI')).toBe(2)
})

describe('a refused signature', () => {
  it('is not replaced for a page that has moved on meanwhile', async () => {
    const urls: string[] = []
    open({
      signUrl: 'current',
      signature: async ({ url }) => {
        urls.push(new URL(url).pathname)
        return SIGNATURE
      },
    })
    refuse(1)
    const ready = follow(wx.ready())
    await vi.advanceTimersByTimeAsync(10)
    history.pushState(null, '', '/moved')
    await vi.advanceTimersByTimeAsync(1000)
    expect(ready.ended).toBe('done')
    expect(urls).toEqual(['/', '/moved'])
  })

  it('is requested again for the URL that WeChat named, also if a later refusal names none', async () => {
    const urls: string[] = []
    const told = new URL('/told', location.href).href
    open({
      signature: async ({ url, refused }) => {
        urls.push(new URL(url).pathname + (refused ? ', refused' : ''))
        return SIGNATURE
      },
    })
    const answers = [
      { err_msg: 'preVerifyJSAPI:fail, invalid signature', realAuthUrl: [told] },
      { err_msg: 'preVerifyJSAPI:fail, invalid signature' },
    ]
    bridge.answer = name => [answers.shift() ?? { err_msg: `${name}:ok` }]
    const ready = follow(wx.ready())
    await vi.advanceTimersByTimeAsync(1000)
    expect(ready.ended).toBe('done')
    expect(urls).toEqual(['/', '/told', '/told, refused'])
  })

  const refuse = (times: number) => {
    let left = times
    bridge.answer = name => {
      if (name !== 'preVerifyJSAPI') return [{ err_msg: `${name}:ok` }]
      left -= 1
      return [{ err_msg: `${name}:${left >= 0 ? 'fail, invalid signature' : 'ok'}` }]
    }
  }

  it('is requested once more after 200 ms, and the server is told of the refusal', async () => {
    const told: boolean[] = []
    refuse(1)
    open({
      signUrl: 'current',
      signature: async ({ refused }) => {
        told.push(refused)
        return SIGNATURE
      },
    })
    const ready = follow(wx.ready())
    await vi.advanceTimersByTimeAsync(1000)
    expect(told).toEqual([false, true])
    expect(ready).toEqual({ ended: 'done', after: 20 + 200 + 20 })
  })

  it('is not used again from the cache, from which an accepted one is used', async () => {
    open({ signUrl: 'current' })
    for (const path of ['/', '/other', '/']) {
      history.replaceState(null, '', path)
      follow(wx.ready())
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(signatures).toBe(2)
    refuse(1)
    const refreshed = follow(wx.refresh())
    await vi.advanceTimersByTimeAsync(1000)
    expect([refreshed.ended, signatures]).toEqual(['done', 3])
  })
})

it('a call to an API that was not listed verifies the page again, with that API', async () => {
  open({ jsApiList: ['getNetworkType'] })
  follow(wx.ready())
  await vi.advanceTimersByTimeAsync(1000)
  follow(wx.startRecord())
  await vi.advanceTimersByTimeAsync(1000)
  const lists = bridge.calls
    .filter(({ name }) => name === 'preVerifyJSAPI')
    .map(({ parameters }) => parameters.verifyJsApiList)
  expect(lists).toEqual([['getNetworkType'], ['getNetworkType', 'startRecord']])
})
