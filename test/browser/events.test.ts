import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { EVENTS, MENU_SHARES } from '../../src/browser/apis/table.js'
import { MENU_SHARE_CASES } from '../support/api-cases.js'
import { VENDOR_VERSIONS } from '../support/vendor-scripts.js'
import { APP_ID, useWorld } from '../support/world.js'

const world = useWorld()

const WAYS = [...VENDOR_VERSIONS, 'none'] as const

/** The event as the client sends it, and as the listener receives it. */
const EVENT_CASES: { [Name in keyof typeof EVENTS]: { client: string; sent: object; received: object } } = {
  onVoiceRecordEnd: {
    client: 'onVoiceRecordEnd',
    sent: { localId: 'v', err_msg: 'onVoiceRecordEnd:ok' },
    received: { localId: 'v' },
  },
  onVoicePlayEnd: { client: 'onVoicePlayEnd', sent: { localId: 'v' }, received: { localId: 'v' } },
  onSearchBeacons: {
    client: 'onBeaconsInRange',
    sent: { beacons: '[{"uuid":"u","major":"1","accuracy":"0.5"}]' },
    received: { beacons: [{ uuid: 'u', major: 1, accuracy: 0.5 }] },
  },
}

/** Waits until listeners are registered with the client. */
const settled = (page: Page) => page.evaluate(() => window.ours.ready().then(() => {}))

describe.each(WAYS)('with the vendor’s %s', version => {
  it('each event calls every listener until it is removed', async () => {
    expect(Object.keys(EVENT_CASES).sort()).toEqual(Object.keys(EVENTS).sort())
    const { page } = await world.open({ version })
    const heard = await page.evaluate(async cases => {
      const { ours, simulator } = window
      const heard: Record<string, unknown[]> = {}
      for (const [name, { client, sent }] of Object.entries(cases)) {
        const all: unknown[] = []
        heard[name] = all
        const listen = ours[name as 'onVoicePlayEnd']
        const off = listen(event => all.push(['first', event]))
        listen(event => all.push(['second', event]))
        await ours.ready()
        simulator.emit(client, sent)
        off()
        simulator.emit(client, sent)
      }
      return heard
    }, EVENT_CASES)
    for (const [name, { received }] of Object.entries(EVENT_CASES)) {
      const event = { errMsg: `${name}:ok`, ...received }
      expect(heard[name]).toEqual([
        ['first', event],
        ['second', event],
        ['second', event],
      ])
    }
  })

  it('each menu button shares its data, with the parameters that the script would send', async () => {
    expect(Object.keys(MENU_SHARE_CASES).sort()).toEqual(Object.keys(MENU_SHARES).sort())
    const { page } = await world.open({
      version,
      path: '/p?id=1&from=timeline&ticket=6ab3d8465166598a5f4e8c1b44f44645#/x',
      head: '<title>A page</title>',
    })
    const outcome = await page.evaluate(async cases => {
      const { ours, simulator } = window
      await ours.ready()
      const outcome: Record<string, unknown> = {}
      for (const [name, { event, full }] of Object.entries(cases)) {
        const told: string[] = []
        const handlers = {
          success: ({ errMsg }: { errMsg: string }) => told.push(errMsg),
          cancel: ({ errMsg }: { errMsg: string }) => told.push(errMsg),
        }
        const share = ours[name as 'onMenuShareQQ']
        const press = async () => {
          await ours.ready()
          simulator.emit(event)
          const call = simulator.calls[simulator.calls.length - 1]
          const sent = JSON.parse(JSON.stringify(call))
          // The handlers are called in the task of the answer.
          while (!call?.answer) await new Promise(resolve => setTimeout(resolve))
          return sent
        }
        share()
        const bare = await press()
        const off = share(full, handlers)
        const whole = await press()
        const { clientName } = whole
        simulator.answerRaw(clientName, () => ({ err_msg: `${clientName}:cancel` }))
        await press()
        off()
        const muted = await press()
        outcome[name] = { bare, whole, muted, told }
      }
      return outcome
    }, MENU_SHARE_CASES)
    for (const [name, { shareApi, bare, sent }] of Object.entries(MENU_SHARE_CASES)) {
      const here = `${world.origin}/p?id=1#/x`
      const expected = JSON.parse(
        JSON.stringify(bare).replaceAll('{title}', 'A page').replaceAll('{url}', here),
      )
      const credentials = {
        verifyAppId: APP_ID,
        verifySignType: 'sha1',
        verifySignature: expect.stringMatching(/^[0-9a-f]{40}$/),
      }
      expect(outcome[name]).toMatchObject({
        bare: { clientName: shareApi, parameters: { ...expected, ...credentials } },
        whole: { clientName: shareApi, parameters: { ...sent, ...credentials } },
        // The data stays set; only the handlers are removed.
        muted: { clientName: shareApi, parameters: sent },
        told: [`${name}:ok`, `${name}:cancel`],
      })
    }
  })
})

it('a menu button sends the same parameters as script 1.6.0', async () => {
  const { page } = await world.open({ loaded: true })
  const pairs = await page.evaluate(async cases => {
    const { ours, simulator } = window
    await ours.ready()
    // The script sends the credentials of its last config().
    await ours.getNetworkType()
    const vendor = ours.vendor as unknown as Record<string, (options: object) => void>
    const last = () => simulator.calls[simulator.calls.length - 1]
    const pairs: unknown[] = []
    for (const [name, { event, full }] of Object.entries(cases)) {
      ours[name as 'onMenuShareQQ'](full)
      await ours.ready()
      simulator.emit(event)
      const own = JSON.stringify(last()?.parameters)
      vendor[name]?.({ ...full })
      simulator.emit(event)
      pairs.push([JSON.parse(own), last()?.parameters])
    }
    return pairs as [object, object][]
  }, MENU_SHARE_CASES)
  expect(pairs).toHaveLength(5)
  for (const [own, vendors] of pairs) expect(own).toEqual(vendors)
})

describe('a menu button', () => {
  it('shares changes that trigger makes synchronously, but not later ones', async () => {
    const { page } = await world.open()
    const titles = await page.evaluate(async () => {
      const { ours, simulator } = window
      const data = { title: 'first', imgUrl: '/i.png' }
      ours.onMenuShareAppMessage(data, {
        trigger: event => {
          data.title = `at once, ${event.scene}`
          Promise.resolve().then(() => {
            data.title = 'too late'
          })
        },
      })
      await ours.ready()
      simulator.emit('menu:share:appmessage', { scene: 'friend' })
      const { parameters } = simulator.calls[simulator.calls.length - 1] ?? {}
      return [parameters?.title, parameters?.img_url]
    })
    expect(titles).toEqual(['at once, friend', `${world.origin}/i.png`])
  })

  it('shares the previous data and reports an error if trigger makes the data invalid', async () => {
    const { page } = await world.open()
    const shared = await page.evaluate(async () => {
      const { ours, simulator } = window
      const data = { title: 'T', imgUrl: '/i.png' }
      ours.onMenuShareQQ(data, {
        trigger: () => {
          data.imgUrl = 'data:image/png;base64,AA'
        },
      })
      await ours.ready()
      simulator.emit('menu:share:qq')
      return [simulator.calls[simulator.calls.length - 1]?.parameters.img_url, window.reported]
    })
    expect(shared).toEqual([`${world.origin}/i.png`, ['INVALID_ARGUMENT']])
  })

  it('does not call success for a favorite, and reports a failure to onError', async () => {
    const { page } = await world.open()
    const told = await page.evaluate(async () => {
      const { ours, simulator } = window
      let successes = 0
      ours.onMenuShareAppMessage({ title: 'T' }, { success: () => (successes += 1) })
      await ours.ready()
      const press = async (scene: string) => {
        simulator.emit('menu:share:appmessage', { scene })
        const call = simulator.calls[simulator.calls.length - 1]
        while (!call?.answer) await new Promise(resolve => setTimeout(resolve))
      }
      await press('favorite')
      const kept = successes
      await press('friend')
      simulator.answerRaw('sendAppMessage', () => ({ err_msg: 'send_app_msg:fail' }))
      await press('friend')
      return [kept, successes, window.reported]
    })
    expect(told).toEqual([0, 1, ['CALL_FAILED']])
  })

  it('pressed on another route, sends the credentials of that route', async () => {
    const { page } = await world.open({ simulator: { client: 'android' } })
    const [before, after] = await page.evaluate(async () => {
      const { ours, simulator } = window
      ours.onMenuShareTimeline({ title: 'T' })
      await ours.ready()
      const press = () => {
        simulator.emit('menu:share:timeline')
        const { parameters, url } = simulator.calls[simulator.calls.length - 1] ?? {}
        return { link: parameters?.link, signature: parameters?.verifySignature, url }
      }
      const before = press()
      history.pushState(null, '', '/another')
      await ours.ready()
      return [before, press()]
    })
    expect(after).toMatchObject({ link: `${world.origin}/another`, url: `${world.origin}/another` })
    expect(after?.signature).not.toBe(before?.signature)
  })

  it.each([
    'onMenuShareQQ({ imgUrl: "blob:x" })',
    'onMenuShareQQ({ title: "T", success() {} })',
    'onMenuShareQQ(null)',
    'onMenuShareTimeline({ type: "image" })',
    'onVoicePlayEnd()',
    'onVoicePlayEnd({})',
  ])('%s throws INVALID_ARGUMENT at once', async code => {
    const { page } = await world.open()
    const thrown = await page.evaluate(
      `(() => { try { ours.${code} } catch (error) { return error.code } })()`,
    )
    expect(thrown).toBe('INVALID_ARGUMENT')
  })
})

describe('an event listener', () => {
  it('works in two instances at once, and again after another script replaced the callback', async () => {
    const { page } = await world.open()
    const heard = await page.evaluate(async () => {
      const heard: string[] = []
      const { ours, simulator } = window
      const other = window.WxReady.createWx({ signature: '/wx/signature' })
      // One after the other, because the order of two concurrent verifications is not defined.
      ours.onVoicePlayEnd(() => heard.push('ours'))
      await ours.ready()
      other.onVoicePlayEnd(() => heard.push('other'))
      await other.ready()
      simulator.emit('onVoicePlayEnd', {})
      const bridge = (window as unknown as { WeixinJSBridge: { on(name: string, f: () => void): void } })
        .WeixinJSBridge
      bridge.on('onVoicePlayEnd', () => heard.push('stranger'))
      simulator.emit('onVoicePlayEnd', {})
      ours.onVoicePlayEnd(() => heard.push('late'))
      await ours.ready()
      simulator.emit('onVoicePlayEnd', {})
      return heard
    })
    expect(heard).toEqual(['ours', 'other', 'stranger', 'ours', 'other', 'late'])
  })

  it('is removed by dispose(), and one that throws does not affect the others', async () => {
    const opened = await world.open()
    const heard = await opened.page.evaluate(async () => {
      const heard: string[] = []
      const { ours, simulator } = window
      ours.onVoicePlayEnd(() => {
        throw new Error('a mistake of the page')
      })
      ours.onVoicePlayEnd(() => heard.push('heard'))
      await ours.ready()
      simulator.emit('onVoicePlayEnd', {})
      ours.dispose()
      simulator.emit('onVoicePlayEnd', {})
      await new Promise(resolve => setTimeout(resolve, 10))
      return heard
    })
    expect(heard).toEqual(['heard'])
    expect(opened.problems.splice(0)).toEqual([expect.stringContaining('a mistake of the page')])
  })

  it('removed before the page is verified is never registered', async () => {
    const { page } = await world.open()
    const heard = await page.evaluate(async () => {
      let heard = 0
      window.ours.onVoicePlayEnd(() => (heard += 1))()
      await window.ours.ready()
      window.simulator.emit('onVoicePlayEnd', {})
      return heard
    })
    expect(heard).toBe(0)
  })

  it('outside WeChat reports NOT_IN_WECHAT to onError', async () => {
    const { page } = await world.open({ simulator: false })
    await page.evaluate(() => {
      window.ours.onVoicePlayEnd(() => {})
      window.ours.onMenuShareQQ()
    })
    await expect.poll(() => page.evaluate(() => window.reported)).toEqual(['NOT_IN_WECHAT', 'NOT_IN_WECHAT'])
  })

  it('cannot be added through call(), which names the method to use', async () => {
    const { page } = await world.open()
    await settled(page)
    for (const name of [...Object.keys(EVENTS), ...Object.keys(MENU_SHARES)]) {
      const failed = await page.evaluate(name => window.settle(window.ours.call(name)), name)
      expect(failed).toMatchObject({
        code: 'INVALID_ARGUMENT',
        errMsg: expect.stringContaining(`wx.${name}(`),
      })
    }
  })
})
