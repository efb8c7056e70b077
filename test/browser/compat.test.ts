import { beforeAll, describe, expect, it } from 'vitest'
import { type ApiCase, COMMAND_CASES } from '../support/api-cases.js'
import { inThisRun } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'
import { bundleKit } from '../support/kit.js'
import type { Transcript } from '../support/kits/old-page.js'
import { type OpenedPage, type OpenOptions, useWorld } from '../support/world.js'

declare global {
  interface Window {
    OldPage: typeof import('../support/kits/compat.js')
    transcript: Transcript
  }
}

/** The same page code, with the vendor's script as the reference and with `wx-ready/compat` in its place. */
type Way = 'vendor' | 'compat'

const world = useWorld()
const kits = {} as Record<Way, string>
beforeAll(async () => {
  kits.vendor = await bundleKit('old-page', 'OldPage', { 'weixin-js-sdk': 'jweixin-1.6.0' })
  kits.compat = await bundleKit('compat', 'OldPage', { 'weixin-js-sdk': 'wx-ready/compat' })
})

async function open(way: Way, options: OpenOptions = {}): Promise<OpenedPage> {
  const opened = await world.open({ wx: false, ...options })
  // The vendor's script reports its use.
  await opened.page.route('https://open.weixin.qq.com/**', route => route.abort())
  await opened.page.addScriptTag({ content: kits[way] })
  await opened.page.evaluate(() => {
    window.transcript = []
  })
  return opened
}

it('has exactly the members of weixin-js-sdk', async () => {
  const members = async (way: Way) => {
    const { page } = await open(way)
    return page.evaluate(async () => {
      const { wx, configure } = window.OldPage
      // The vendor's script adds `invoke` and `on` with the first config.
      await configure()
      return { wx: Object.keys(wx).sort(), miniProgram: Object.keys(wx.miniProgram).sort() }
    })
  }
  expect(await members('compat')).toEqual(await members('vendor'))
})

interface CallCase {
  name: string
  client: string
  parameters: object
  /** `undefined`: the simulator's own, in the format of the client. */
  answer: object | undefined
}

/** Instead of parameters that only this library normalizes. */
const PLAIN: Readonly<Record<string, object>> = {
  previewImage: { urls: ['https://a.example/i.png'] },
  addCard: { cardList: [{ cardId: 'p1', cardExt: '{"timestamp":"1"}' }] },
}

/** Results that differ on purpose. */
const BETTER: Readonly<Record<string, (result: Record<string, unknown>) => object>> = {
  // The correct spelling of the district, beside the vendor's.
  openAddress: result => (result.countryName ? { ...result, countyName: result.countryName } : result),
}

/** Without `closeWindow`, after which the client answers nothing. */
const CASES: CallCase[] = Object.entries(COMMAND_CASES)
  .filter(([name]) => !['requestMerchantTransfer', 'closeWindow'].includes(name))
  .flatMap(([name, { client, cases }]) => {
    const [{ parameters }] = cases as unknown as [ApiCase]
    const of = (answer: object | undefined) => ({
      name,
      client,
      parameters: PLAIN[name] ?? parameters,
      answer,
    })
    // A denied call makes the page verify again, which is throttled.
    const denied = name.startsWith('choose') ? ['fail_permission denied'] : []
    const failures = ['cancel', 'confirm', 'function_not_exist', ...denied]
    return [
      of(undefined),
      ...failures.map(status => of({ err_msg: `${client}:${status}`, err_desc: 'd' })),
      of({ errMsg: `${name}:fail, in the client's own Spelling` }),
    ]
  })

const CLIENTS = inThisRun(['android', 'ios'] as const, client => client === 'android')

describe.each(CLIENTS)('on %s', client => {
  async function callAll(way: Way) {
    const { page } = await open(way, { simulator: { client } })
    return page.evaluate(async cases => {
      const { configure, call, sign } = window.OldPage
      const { simulator } = window
      const signed = await sign()
      await configure(signed)
      const seen: Seen[] = []
      for (const { name, client, parameters, answer } of cases) {
        const restore = answer && simulator.answerRaw(client, () => answer)
        const before = simulator.calls.length
        const transcript = await call(name, parameters as Record<string, unknown>)
        restore?.()
        const sent = simulator.calls.slice(before).find(({ clientName }) => clientName === client)?.parameters
        // They differ between two pages.
        const { verifyTimestamp, verifyNonceStr, verifySignature, ...others } = sent ?? {}
        const { timestamp, nonceStr, signature } = signed
        const isSigned =
          verifyTimestamp === String(timestamp) &&
          verifyNonceStr === nonceStr &&
          verifySignature === signature
        seen.push({ name, answer, sent: others, isSigned, transcript })
      }
      return seen
    }, CASES)
  }

  it('each API sends what the vendor’s script sends, and calls the same callbacks with the same results', async () => {
    const reference = await callAll('vendor')
    const seen = await callAll('compat')
    expect(seen).toHaveLength(CASES.length)
    for (const [index, { name, transcript, ...others }] of reference.entries()) {
      const better = BETTER[name] ?? (result => result)
      const expected = transcript.map(([callback, result]) => [
        callback,
        better(result as Record<string, unknown>),
      ])
      expect(seen[index]).toEqual({ name, ...others, transcript: expected })
      expect(others.isSigned).toBe(true)
    }
  })

  it('menu buttons share what trigger leaves in the options', async () => {
    const press = async (way: Way) => {
      const { page } = await open(way, { simulator: { client } })
      return page.evaluate(async () => {
        const { configure, wx, recording } = window.OldPage
        const { simulator, transcript } = window
        await configure()
        const methods = wx as unknown as Record<string, (options: object) => void>
        for (const name of ['Timeline', 'AppMessage', 'QQ', 'Weibo', 'QZone']) {
          const options = {
            title: name,
            desc: 'D',
            link: 'https://a.example/p',
            ...recording(transcript),
            trigger() {
              transcript.push(['trigger'])
              options.title += ' now'
            },
          }
          methods[`onMenuShare${name}`]?.(options)
        }
        // Until compat has registered the handlers.
        await new Promise(resolve => setTimeout(resolve))
        for (const item of [
          'menuItem:share:timeline',
          'menuItem:share:appMessage',
          'menuItem:share:qq',
          'menuItem:share:weiboApp',
          'menuItem:share:QZone',
          'menuItem:favorite',
        ] as const)
          await simulator.press(item)
        const shared = simulator.calls
          .filter(({ clientName }) => /^(share|send)/.test(clientName))
          .map(({ clientName, parameters: { title, desc, link, img_url, type, data_url } }) => [
            clientName,
            { title, desc, link, img_url, type, data_url },
          ])
        return { transcript, shared }
      })
    }
    const seen = await press('compat')
    expect(seen).toEqual(await press('vendor'))
    expect(seen.shared).toHaveLength(6)
    expect(seen.transcript.slice(0, 3)).toEqual([
      ['trigger'],
      ['success', { errMsg: 'shareTimeline:ok' }],
      ['complete', { errMsg: 'shareTimeline:ok' }],
    ])
  })

  it('events, invoke and on', async () => {
    const hear = async (way: Way) => {
      const { page } = await open(way, { simulator: { client } })
      return page.evaluate(async () => {
        const { configure, wx, recording } = window.OldPage
        const { simulator, transcript } = window
        await configure()
        wx.onVoicePlayEnd({ success: () => transcript.push(['replaced']) })
        wx.onVoicePlayEnd(recording(transcript, ['success', 'fail', 'complete', 'trigger']))
        wx.onSearchBeacons(recording(transcript, ['complete']))
        wx.on('onVoiceRecordEnd', event => transcript.push(['on', event]))
        await new Promise(resolve => setTimeout(resolve))
        simulator.emit('onVoicePlayEnd', { err_msg: 'onVoicePlayEnd:ok', localId: '1' })
        simulator.emit('onBeaconsInRange', { err_msg: 'onBeaconsInRange:ok', beacons: [{ major: '1' }] })
        simulator.emit('onVoiceRecordEnd', { n: 1 })
        await new Promise<void>(resolve =>
          wx.invoke('geoLocation', { type: 'gcj02' }, answer => {
            transcript.push(['invoke', answer])
            resolve()
          }),
        )
        return transcript
      })
    }
    const seen = await hear('compat')
    expect(seen).toEqual(await hear('vendor'))
    const callbacks = ['success', 'complete', 'complete', 'on', 'invoke']
    expect(seen.map(([callback]) => callback)).toEqual(callbacks)
  })
})

it('miniProgram', async () => {
  const call = async (way: Way) => {
    const { page } = await open(way, { simulator: { miniProgram: true } })
    return page.evaluate(async () => {
      const { wx, call } = window.OldPage
      const seen: unknown[] = [await new Promise(resolve => wx.miniProgram.getEnv(resolve))]
      const url = { url: '/pages/a?b=1' }
      for (const [name, parameters] of Object.entries({
        navigateTo: url,
        navigateBack: {},
        redirectTo: url,
        switchTab: url,
        reLaunch: url,
        postMessage: { data: { a: 1 } },
      }))
        seen.push(await call(`miniProgram.${name}`, parameters))
      const { calls } = window.simulator
      const sent = calls.map(({ clientName, parameters: { name: api, arg } }) => [clientName, api, arg])
      return [...seen, sent]
    })
  }
  expect(await call('compat')).toEqual(await call('vendor'))
})

/** Runs a page of each kind, and returns what each saw. */
async function run(page: () => Promise<unknown>, options: OpenOptions = {}) {
  const runAs = async (way: Way) => (await open(way, options)).page.evaluate(page)
  return { vendor: await runAs('vendor'), compat: await runAs('compat') }
}

async function runCompat(page: () => Promise<unknown>, options: OpenOptions = {}) {
  return (await open('compat', options)).page.evaluate(page)
}

describe('config, ready and error as the vendor’s', () => {
  it('ready runs once, in order, and at once if it is registered late', async () => {
    const { vendor, compat } = await run(async () => {
      const { wx, sign } = window.OldPage
      const { transcript } = window
      wx.error(() => transcript.push(['error']))
      wx.ready(() => transcript.push(['first']))
      wx.config({ ...(await sign()), jsApiList: ['chooseImage'] })
      await new Promise<void>(resolve =>
        wx.ready(() => {
          transcript.push(['second'])
          resolve()
        }),
      )
      wx.ready(() => transcript.push(['late']))
      transcript.push(['after'])
      return transcript
    })
    expect(compat).toEqual(vendor)
    expect(compat).toEqual([['first'], ['second'], ['late'], ['after']])
  })

  it.each(['android', 'ios'] as const)('a refused config on %s calls error, then ready', async client => {
    const { vendor, compat } = await run(
      async () => {
        const { wx, WRONG, call } = window.OldPage
        const { transcript } = window
        wx.config({ ...WRONG, jsApiList: ['chooseImage'] })
        wx.error(result => transcript.push(['error', result]))
        await new Promise<void>(resolve => wx.ready(resolve))
        transcript.push(['ready'])
        return [...transcript, await call('chooseImage', {})]
      },
      { simulator: { client } },
    )
    expect(compat).toEqual(vendor)
    const denied = { errMsg: 'chooseImage:the permission value is offline verifying' }
    expect(compat).toEqual([
      ['error', { errMsg: 'config:invalid signature', realAuthUrl: [`${world.origin}/landing`] }],
      ['ready'],
      [
        ['fail', denied],
        ['complete', denied],
      ],
    ])
  })

  it('waits for a bridge that comes late', async () => {
    const { vendor, compat } = await run(
      async () => {
        const { configure, call } = window.OldPage
        await configure()
        return call('getLocation', {})
      },
      { simulator: { bridgeReady: 300 } },
    )
    expect(compat).toEqual(vendor)
    expect(compat).toEqual([
      ['success', expect.anything()],
      ['complete', expect.anything()],
    ])
  })

  it.each([
    ['android', 'config on every route'],
    ['ios', 'config once, signed for the landing URL'],
  ] as const)('a single-page app on %s: %s', async (client, _way) => {
    const { vendor, compat } = await run(
      async () => {
        const { configure, call, sign } = window.OldPage
        const seen: unknown[] = []
        const landing = location.href
        for (const route of ['/list', '/detail?id=1', '/list']) {
          history.pushState(null, '', route)
          if (!navigator.userAgent.includes('iPhone')) await configure()
          else if (seen.length === 0) await configure(await sign(landing))
          seen.push(await call('scanQRCode', { needResult: 1 }))
        }
        return seen
      },
      { simulator: { client } },
    )
    expect(JSON.stringify(compat).match(/"success"/g)).toHaveLength(3)
    // On a later route the vendor's `ready` runs before the new signature was verified.
    if (client === 'ios') expect(compat).toEqual(vendor)
    else expect(JSON.stringify(vendor)).toContain('offline verifying')
  })

  it('waits for the answer where the page has replaced the global Promise', async () => {
    const { page } = await open('compat', {
      head: '<script>window.Promise = class extends Promise {}</script>',
    })
    const transcript = await page.evaluate(async () => {
      await window.OldPage.configure()
      return window.OldPage.call('chooseImage', { count: 1 })
    })
    const chosen = { errMsg: 'chooseImage:ok', localIds: [expect.any(String)] }
    expect(transcript).toMatchObject([
      ['success', chosen],
      ['complete', chosen],
    ])
  })

  it('a call on a URL that was not configured is denied, and works again once the page is back', async () => {
    const { vendor, compat } = await run(async () => {
      const { configure, call } = window.OldPage
      await configure()
      const landing = location.href
      history.pushState(null, '', '/other')
      const denied = [await call('getLocation', {}), await call('chooseImage', {})]
      history.pushState(null, '', landing)
      return [denied, await call('getLocation', {})]
    })
    expect(compat).toEqual(vendor)
    expect(JSON.stringify(compat)).toContain('getLocation:ok')
  })
})

describe('better than the vendor’s', () => {
  it('a refused second config calls error before any ready that was registered for it', async () => {
    const { vendor, compat } = await run(async () => {
      const { wx, configure, WRONG } = window.OldPage
      await configure()
      return new Promise<unknown>(resolve => {
        wx.config({ ...WRONG, jsApiList: ['chooseImage'] })
        wx.ready(() => resolve('ready'))
        wx.error(({ errMsg }) => resolve(errMsg))
      })
    })
    expect(vendor).toBe('ready')
    expect(compat).toBe('config:invalid signature')
  })

  itInFullRun('two callers of config at once both learn of the outcome', async () => {
    const { vendor, compat } = await run(async () => {
      const { wx, WRONG, sign } = window.OldPage
      const attempt = (signed: typeof WRONG) =>
        new Promise<string>(resolve => {
          wx.config({ ...signed, jsApiList: ['chooseImage'] })
          wx.error(({ errMsg }) => resolve(errMsg))
          wx.ready(() => resolve('ready'))
        })
      const refused = await Promise.all([attempt(WRONG), attempt(WRONG)])
      const signed = await sign()
      return [...refused, ...(await Promise.all([attempt(signed), attempt(signed)]))]
    })
    expect(vendor).toEqual(['ready', 'config:invalid signature', 'ready', 'ready'])
    expect(compat).toEqual(['config:invalid signature', 'config:invalid signature', 'ready', 'ready'])
  })

  it('an error callback that is set after the refusal is called, and stays until another replaces it', async () => {
    const compat = await runCompat(async () => {
      const { wx, WRONG } = window.OldPage
      const { transcript } = window
      const refuse = () =>
        new Promise<void>(resolve => {
          wx.config({ ...WRONG, jsApiList: ['chooseImage'] })
          wx.ready(resolve)
        })
      await refuse()
      wx.error(() => transcript.push(['first']))
      await refuse()
      wx.error(() => transcript.push(['second']))
      await refuse()
      await refuse()
      return transcript
    })
    expect(compat).toEqual([['first'], ['first'], ['second'], ['second']])
  })

  it('a call before ready waits for the config in flight, and an unlisted one is listed', async () => {
    const { vendor, compat } = await run(async () => {
      const { wx, sign, call } = window.OldPage
      wx.config({ ...(await sign()), jsApiList: ['chooseImage'] })
      const callbacks = async (name: string) => (await call(name, {})).map(([callback]) => callback)
      return [await callbacks('chooseImage'), await callbacks('getLocation')]
    })
    const [denied, done] = [
      ['fail', 'complete'],
      ['success', 'complete'],
    ]
    expect(vendor).toEqual([denied, denied])
    expect(compat).toEqual([done, done])
  })

  it('closeWindow and uploads in parallel are completed, and an exception of a callback does not stop the others', async () => {
    const { page, problems } = await open('compat')
    const compat = await page.evaluate(async () => {
      const { wx, configure, call } = window.OldPage
      await configure()
      const [[, chosen] = []] = await call('chooseImage', {})
      const { localIds } = chosen as { localIds: string[] }
      const ids = localIds.map(async localId => (await call('uploadImage', { localId }))[0]?.[0])
      const seen: unknown[] = [await Promise.all(ids)]
      await new Promise<void>(resolve =>
        wx.getNetworkType({
          success() {
            throw new Error('a mistake of the page')
          },
          complete: () => resolve(),
        }),
      )
      seen.push((await call('closeWindow', {})).map(([callback]) => callback))
      return seen
    })
    expect(compat).toEqual([
      ['success', 'success'],
      ['success', 'complete'],
    ])
    await expect.poll(() => problems.splice(0)).toEqual([expect.stringContaining('a mistake of the page')])
  })

  itInFullRun('debug writes to the console instead of alert()', async () => {
    const { page } = await open('compat')
    const dialogs: string[] = []
    const logged: string[] = []
    page.on('dialog', dialog => {
      dialogs.push(dialog.message())
      dialog.dismiss()
    })
    page.on('console', message => logged.push(message.text()))
    await page.evaluate(async () => {
      const { wx, sign, call } = window.OldPage
      wx.config({ ...(await sign()), debug: true, jsApiList: ['chooseImage'] })
      await call('chooseImage', {})
    })
    await expect.poll(() => logged.filter(text => text.startsWith('wx.'))).toHaveLength(2)
    expect(logged.map(text => text.split(' ')[0])).toEqual(['wx.config', 'wx.chooseImage'])
    expect(dialogs).toEqual([])
  })

  it('outside WeChat, error and fail are called with a clear message', async () => {
    const compat = await runCompat(
      async () => {
        const { wx, WRONG, call } = window.OldPage
        const { transcript } = window
        wx.ready(() => transcript.push(['ready']))
        const error = new Promise(resolve => wx.error(resolve))
        wx.config({ ...WRONG, jsApiList: ['chooseImage'] })
        const env = new Promise(resolve => wx.miniProgram.getEnv(resolve))
        const raw = new Promise(resolve => wx.invoke('imagePreview', {}, resolve))
        const called = [await call('chooseImage', {}), await call('miniProgram.navigateTo', { url: '/p' })]
        return { error: await error, called, env: await env, raw: await raw, transcript }
      },
      { simulator: false },
    )
    const hint = 'Open the page in WeChat, or install wx-ready/simulator.'
    const failed = (errMsg: string) => [
      ['fail', { errMsg }],
      ['complete', { errMsg }],
    ]
    expect(compat).toEqual({
      error: { errMsg: `config:fail NOT_IN_WECHAT: ${hint}` },
      called: [
        failed(`chooseImage:fail NOT_IN_WECHAT: chooseImage: ${hint}`),
        failed(`invokeMiniProgramAPI:fail NOT_IN_WECHAT: miniProgram.navigateTo: ${hint}`),
      ],
      env: { miniprogram: false },
      raw: { err_msg: `imagePreview:fail NOT_IN_WECHAT: previewImage: ${hint}` },
      transcript: [],
    })
  })

  itInFullRun('lists and sections of text are parsed by their type, not by the user agent', async () => {
    const compat = await runCompat(
      async () => {
        const { configure, call } = window.OldPage
        const { simulator } = window
        await configure()
        simulator.answerRaw('chooseImage', () => ({ err_msg: 'chooseImage:ok', localIds: '["1"]' }))
        simulator.answerRaw('batchAddCard', () => ({
          err_msg: 'batchAddCard:ok',
          card_list: '[{"card_id":"p","card_ext":"{}","is_succ":"0"}]',
        }))
        const cardList = [{ cardId: 'p', cardExt: { timestamp: '1' } }]
        return [(await call('chooseImage', {}))[0], (await call('addCard', { cardList }))[0]]
      },
      { simulator: { client: 'ios' } },
    )
    expect(compat).toEqual([
      ['success', { errMsg: 'chooseImage:ok', localIds: ['1'] }],
      ['success', { errMsg: 'addCard:ok', cardList: [{ cardId: 'p', cardExt: '{}', isSuccess: false }] }],
    ])
  })
})

describe('promises', () => {
  it('share the session: one signature, one verification', async () => {
    const opened = await open('compat')
    const outcome = await opened.page.evaluate(async () => {
      const { promises, configure, call } = window.OldPage
      // Before config: they wait for it.
      const early = promises.chooseImage({ count: 1 })
      const ready = promises.ready()
      await configure()
      const heard: string[] = []
      window.OldPage.wx.onVoicePlayEnd({ success: () => heard.push('callback') })
      promises.onVoicePlayEnd(() => heard.push('listener'))
      const callback = await call('chooseImage', { count: 1 })
      await promises.chooseImage()
      window.simulator.emit('onVoicePlayEnd', { localId: '1' })
      return {
        early: (await early).localIds,
        callback,
        url: (await ready).url,
        heard: heard.sort(),
      }
    })
    const [[, { localIds }]] = outcome.callback as unknown as [[string, { localIds: string[] }]]
    expect(outcome.early).toEqual(localIds)
    expect(outcome).toMatchObject({ url: `${world.origin}/landing`, heard: ['callback', 'listener'] })
    expect(opened.signatures()).toBe(1)
    expect(await opened.verifications()).toBe(1)
  })

  it('without a config, reject with what is missing', async () => {
    const { page } = await open('compat')
    await page.clock.install()
    const settled = page.evaluate(() => window.settle(window.OldPage.promises.ready()))
    await page.waitForFunction(() => window.OldPage.promises.state.status === 'verifying')
    await page.clock.runFor(9500)
    expect(await settled).toMatchObject({ code: 'SIGNATURE_TIMEOUT', api: 'config' })
    await page.clock.resume()
  })

  it('reject with the refusal of the config', async () => {
    const { page } = await open('compat')
    const settled = await page.evaluate(async () => {
      const { promises, configure, WRONG, wx } = window.OldPage
      wx.error(() => {})
      await configure(WRONG)
      return window.settle(promises.scanQRCode())
    })
    expect(settled.code).toBe('INVALID_SIGNATURE')
  })

  it('createCompat with an endpoint needs no config, and heals one that signed another URL', async () => {
    const opened = await open('compat', { simulator: { client: 'ios' } })
    const outcome = await opened.page.evaluate(async () => {
      const { createCompat, sign } = window.OldPage
      const { wx, promises } = createCompat({ signature: '/wx/signature' })
      const called = await new Promise(resolve =>
        wx.scanQRCode({ needResult: 1, success: resolve, fail: resolve }),
      )
      history.pushState(null, '', '/next')
      // The wrong URL on iOS, which checks the landing URL.
      const signed = await sign()
      const configured = await new Promise(resolve => {
        wx.config({ ...signed, jsApiList: ['chooseImage'] })
        wx.error(({ errMsg }) => resolve(errMsg))
        wx.ready(() => resolve('ready'))
      })
      return { called, configured, url: (await promises.ready()).url }
    })
    expect(outcome).toEqual({
      called: { errMsg: 'scanQRCode:ok', resultStr: expect.any(String) },
      configured: 'ready',
      url: `${world.origin}/landing`,
    })
  })
})

interface Seen {
  name: string
  answer: object | undefined
  sent: object
  isSigned: boolean
  transcript: Transcript
}
