import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useWorld } from '../support/world.js'

const world = useWorld()

const OLD =
  'Mozilla/5.0 (Linux; Android 7.0; wv) AppleWebKit/537.36 Mobile MicroMessenger/6.5.7.1041 NetType/WIFI'
const HARMONY = 'Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1.6.1 Mobile MicroMessenger/1.0.6(0xf3100600)'

describe.each([
  ['by version', { userAgent: OLD }, false],
  ['by response', {}, true],
] as const)('a client too old for update…ShareData (detected %s)', (_name, simulator, unknown) => {
  it('shares through the older APIs when a button is pressed', async () => {
    const { page } = await world.open({ simulator })
    const outcome = await page.evaluate(async unknown => {
      const { ours, simulator } = window
      simulator.answer('updateAppMessageShareData', 'unsupported')
      simulator.answer('updateTimelineShareData', 'unsupported')
      await ours.share({ title: 'T', desc: 'D', imgUrl: '/i.png', timeline: { title: 'M' } })
      const asked = simulator.calls.filter(({ clientName }) => clientName.startsWith('update')).length
      const pressed = [
        'menu:share:appmessage',
        'menu:share:timeline',
        'menu:share:qq',
        'menu:share:QZone',
      ].map(button => {
        simulator.emit(button)
        const { clientName: name, parameters } = simulator.calls[simulator.calls.length - 1] ?? {}
        return [name, parameters?.title, parameters?.link, parameters?.img_url]
      })
      return { triedFirst: asked === (unknown ? 2 : 0), pressed }
    }, unknown)
    const { origin } = world
    const [link, picture] = [`${origin}/landing`, `${origin}/i.png`]
    expect(outcome).toEqual({
      triedFirst: true,
      pressed: [
        ['sendAppMessage', 'T', link, picture],
        ['shareTimeline', 'M', link, picture],
        ['shareQQ', 'T', link, picture],
        ['shareQZone', 'M', link, picture],
      ],
    })
  })
})

it('HarmonyOS, whose versions restart at 1, does not count as old', async () => {
  const { page } = await world.open({ simulator: { client: 'harmony', userAgent: HARMONY } })
  const asked = await page.evaluate(async () => {
    await window.ours.share({ title: 'T', imgUrl: '/i.png' })
    return window.simulator.calls.filter(({ clientName }) => clientName.startsWith('update')).length
  })
  expect(asked).toBe(2)
})

it('does not fall back to the older APIs after any other failure', async () => {
  const { page } = await world.open()
  const settled = await page.evaluate(() => {
    window.simulator.answerRaw('updateTimelineShareData', () => ({
      err_msg: 'updateTimelineShareData:fail_invalid link',
    }))
    return window.settle(window.ours.share({ title: 'T', imgUrl: '/i.png' }))
  })
  expect(settled).toMatchObject({ code: 'CALL_FAILED', errMsg: expect.stringContaining('invalid link') })
})

it('the last share wins, however slow an earlier one is', async () => {
  const { page } = await world.open()
  const titles = await page.evaluate(async () => {
    const { ours, simulator } = window
    await ours.ready()
    let shown = ''
    simulator.answerRaw('updateTimelineShareData', async ({ title }) => {
      // A client that is slow to set the first one.
      if (title === 'slow') await new Promise(resolve => setTimeout(resolve, 60))
      shown = String(title)
      return { err_msg: 'updateTimelineShareData:ok' }
    })
    const slow = ours.share({ title: 'slow', imgUrl: '/i.png' })
    await ours.share({ title: 'last', imgUrl: '/i.png' })
    const early = shown
    await slow
    return [early, shown]
  })
  expect(titles).toEqual(['last', 'last'])
})

it('the last share wins if one target of an earlier share fails before the other is set', async () => {
  const { page } = await world.open()
  const shown = await page.evaluate(async () => {
    const { ours, settle, simulator } = window
    await ours.ready()
    let shown = ''
    simulator.answerRaw('updateAppMessageShareData', ({ title }) => ({
      err_msg: `updateAppMessageShareData:${title === 'slow' ? 'fail' : 'ok'}`,
    }))
    simulator.answerRaw('updateTimelineShareData', async ({ title }) => {
      if (title === 'slow') await new Promise(resolve => setTimeout(resolve, 60))
      shown = String(title)
      return { err_msg: 'updateTimelineShareData:ok' }
    })
    const slow = settle(ours.share({ title: 'slow', imgUrl: '/i.png' }))
    while (!shown) await new Promise(resolve => setTimeout(resolve))
    await ours.share({ title: 'last', imgUrl: '/i.png' })
    await slow
    return shown
  })
  expect(shown).toBe('last')
})

/** The data that was set for chats, in order. */
const shared = (page: Page) =>
  page.evaluate(() =>
    window.simulator.calls
      .filter(({ clientName }) => clientName === 'updateAppMessageShareData')
      .map(({ parameters: { title, link, imgUrl } }) => ({ title, link, imgUrl })),
  )

describe('the last share is set again once after each verification', () => {
  const data = { title: 'T', imgUrl: '/i.png' }

  it('after the endpoint was down, without another share()', async () => {
    const { page } = await world.open()
    world.signer = () => new Response('down', { status: 503 })
    await page.evaluate(data => window.settle(window.ours.share(data)), data)
    world.signer = undefined
    await page.evaluate(() => window.ours.ready())
    await expect.poll(() => shared(page)).toHaveLength(1)
  })

  it('after a call noticed that the URL changed', async () => {
    const { page } = await world.open()
    await page.evaluate(async data => {
      await window.ours.share(data)
      history.pushState(null, '', '/moved')
      await window.ours.getNetworkType()
    }, data)
    await expect
      .poll(async () => (await shared(page)).map(({ link }) => link))
      .toEqual([`${world.origin}/landing`, `${world.origin}/moved`])
  })

  it('after a call noticed that WeChat lost the permissions', async () => {
    const { page } = await world.open()
    await page.evaluate(async data => {
      await window.ours.share(data)
      window.simulator.revoke()
      await window.ours.openAddress()
    }, data)
    await expect.poll(() => shared(page)).toHaveLength(2)
  })

  it('and not again by the router hook', async () => {
    const { page } = await world.open({ simulator: { latency: 20 } })
    await page.evaluate(async data => {
      await window.ours.ready()
      history.pushState(null, '', '/moved')
      window.ours.navigated()
      await window.ours.share(data)
      await new Promise(resolve => setTimeout(resolve, 100))
    }, data)
    expect(await shared(page)).toHaveLength(1)
  })

  it('but not for an account without permission to share: two verifications and no more', async () => {
    const deny = ['updateAppMessageShareData', 'updateTimelineShareData'] as const
    const { page, verifications } = await world.open({ simulator: { deny, latency: 5 } })
    const { code } = await page.evaluate(async data => {
      const settled = await window.settle(window.ours.share(data))
      await new Promise(resolve => setTimeout(resolve, 200))
      return settled
    }, data)
    expect([code, await verifications()]).toEqual(['PERMISSION_DENIED', 2])
  })
})

it('relative URLs are resolved against the page that shared them', async () => {
  const { page } = await world.open({ path: '/walk/weir' })
  await page.evaluate(async () => {
    await window.ours.share({ title: 'T', imgUrl: 'cover.png', link: 'x?1' })
    history.pushState(null, '', '/walk/deep/kiln')
    window.ours.navigated()
  })
  const same = { title: 'T', link: `${world.origin}/walk/x?1`, imgUrl: `${world.origin}/walk/cover.png` }
  await expect.poll(() => shared(page)).toEqual([same, same])
})

describe('the shared data', () => {
  const sent = (page: Page) =>
    page.evaluate(() =>
      window.simulator.calls
        .filter(({ clientName }) => clientName.startsWith('update'))
        .map(({ parameters: { title, link, imgUrl } }) => [title, link, imgUrl]),
    )

  it('has the URL of the page without what WeChat added for this visitor, and the overrides of each target', async () => {
    const { page } = await world.open({
      path: '/p?id=1&from=timeline&code=0716AVll20uHk94SLDml27etM946AVlq&state=#/x',
    })
    await page.evaluate(async () => {
      await window.ours.share({ title: 'T', imgUrl: '/i.png' })
      const timeline = { title: 'M', link: '/m', imgUrl: '/m.png' }
      await window.ours.share({ title: 'T', link: '/t', imgUrl: '/i.png', timeline })
    })
    const at = (path: string) => world.origin + path
    expect(await sent(page)).toEqual([
      ['T', at('/p?id=1#/x'), at('/i.png')],
      ['T', at('/p?id=1#/x'), at('/i.png')],
      ['T', at('/t'), at('/i.png')],
      ['M', at('/m'), at('/m.png')],
    ])
  })

  it('is a copy: later changes to the object have no effect', async () => {
    const { page } = await world.open()
    await page.evaluate(async () => {
      const data = { title: 'given', imgUrl: '/i.png' }
      await window.ours.share(data)
      data.title = 'changed'
      await window.ours.refresh()
    })
    expect((await sent(page)).map(([title]) => title)).toEqual(Array(4).fill('given'))
  })

  it('is set again before refresh() resolves; a failure is reported to onError only', async () => {
    const { page } = await world.open()
    const outcome = await page.evaluate(async () => {
      const { ours, simulator, settle } = window
      await ours.share({ title: 'T', imgUrl: '/i.png' })
      let set = 0
      simulator.answerRaw('updateTimelineShareData', async () => {
        await new Promise(resolve => setTimeout(resolve, 30))
        set += 1
        return { err_msg: 'updateTimelineShareData:ok' }
      })
      await ours.refresh()
      const early = set
      simulator.answerRaw('updateTimelineShareData', () => ({ err_msg: 'updateTimelineShareData:fail' }))
      const { code } = await settle(ours.refresh())
      return { early, code, reported: window.reported }
    })
    expect(outcome).toEqual({ early: 1, code: undefined, reported: ['CALL_FAILED'] })
  })
})

it('the last share wins if an earlier one fails late', async () => {
  const { page } = await world.open()
  const shown = await page.evaluate(async () => {
    const { ours, settle, simulator } = window
    await ours.ready()
    let shown = ''
    simulator.answerRaw('updateTimelineShareData', ({ title }) => {
      shown = String(title)
      return { err_msg: 'updateTimelineShareData:ok' }
    })
    simulator.answerRaw('updateAppMessageShareData', async ({ title }) => {
      if (title !== 'slow') return { err_msg: 'updateAppMessageShareData:ok' }
      await new Promise(resolve => setTimeout(resolve, 60))
      // A client that sets the data and still reports a failure.
      shown = String(title)
      return { err_msg: 'updateAppMessageShareData:fail' }
    })
    const slow = settle(ours.share({ title: 'slow', imgUrl: '/i.png' }))
    while (!shown) await new Promise(resolve => setTimeout(resolve))
    await ours.share({ title: 'last', imgUrl: '/i.png' })
    const { code } = await slow
    return [shown, code]
  })
  expect(shown).toEqual(['last', 'CALL_FAILED'])
})
