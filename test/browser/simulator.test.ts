import { describe, expect, it } from 'vitest'
import { inThisRun } from '../support/full-run.mjs'
import { useWorld } from '../support/world.js'

const world = useWorld()

/** The simulated phone, as seen through the vendor's script and the library. */
describe.each(inThisRun(['android', 'ios'] as const, client => client === 'android'))(
  'a simulated %s',
  client => {
    it('answers in the format that the vendor’s script parses', async () => {
      const { page } = await world.open({ simulator: { client }, loaded: true })
      const cardExt = await world.account.cardExt({ cardId: 'p' })
      const filter = await world.account.cardSign()
      const given = await page.evaluate(
        async ({ cardExt, filter }) => {
          await window.ours.ready()
          const vendor = window.ours.vendor as unknown as Record<string, (options: object) => void>
          const ask = (name: string, parameters: object) =>
            new Promise<Record<string, unknown>>(complete => vendor[name]?.({ ...parameters, complete }))
          return {
            chosen: await ask('chooseImage', {}),
            cards: await ask('addCard', {
              cardList: [
                { cardId: 'p', cardExt },
                { cardId: 'q', cardExt },
              ],
            }),
            card: await ask('chooseCard', filter),
            noCard: await ask('chooseCard', { ...filter, cardSign: 'wrong' }),
            address: await ask('openAddress', {}),
            business: await ask('openBusinessView', { businessType: 'b' }),
            scanned: await ask('scanQRCode', { needResult: 1 }),
            paid: await ask('chooseWXPay', {
              timestamp: 1,
              nonceStr: 'n',
              package: 'prepay_id=1',
              paySign: 's',
            }),
            unpaid: await ask('chooseWXPay', { timestamp: 1, nonceStr: 'n', paySign: 's' }),
            base: await ask('hideMenuItems', { menuList: ['menuItem:refresh'] }),
          }
        },
        { cardExt, filter },
      )
      const scheme = client === 'ios' ? /^wxLocalResource:\/\/imageid/ : /^weixin:\/\/resourceid\//
      expect(given).toMatchObject({
        chosen: {
          errMsg: 'chooseImage:ok',
          localIds: [expect.stringMatching(scheme), expect.stringMatching(scheme)],
        },
        cards: {
          errMsg: 'addCard:ok',
          cardList: [
            { cardId: 'p', isSuccess: true },
            { cardId: 'q', isSuccess: false },
          ],
        },
        // WeChat's script passes the list on as it came: JSON text on Android.
        card: {
          errMsg: 'chooseCard:ok',
          cardList: client === 'android' ? expect.stringMatching(/^\[\{/) : [{}],
        },
        noCard: { errMsg: 'chooseCard:ok', cardList: client === 'android' ? '[]' : [] },
        address: {
          errMsg: 'openAddress:ok',
          provinceName: '广东省',
          countryName: '海珠区',
          detailInfo: '新港中路397号',
        },
        business: { errMsg: 'openBusinessView:ok', extraData: { result: 'SUCCESS' } },
        scanned: { errMsg: 'scanQRCode:ok', resultStr: 'https://weixin.qq.com/r/wx-ready' },
        paid: { errMsg: 'chooseWXPay:ok' },
        unpaid: { errMsg: 'chooseWXPay:missing parameter' },
        base: { errMsg: expect.stringMatching(/^hideMenuItems:a base item/) },
      })
    })

    it('records, plays a recording and searches for beacons', async () => {
      const { page } = await world.open({ simulator: { client } })
      const outcome = await page.evaluate(async () => {
        const { ours, settle } = window
        const heard: string[] = []
        ours.onVoicePlayEnd(({ localId }) => heard.push(localId))
        ours.onSearchBeacons(({ beacons }) => heard.push(`${typeof beacons[0]?.accuracy} ${beacons.length}`))
        const codes = [(await settle(ours.stopRecord())).code]
        await ours.startRecord()
        codes.push((await settle(ours.startRecord())).code)
        const { localId } = await ours.stopRecord()
        codes.push((await settle(ours.stopRecord())).code)
        // The second playVoice replaces the first.
        await ours.playVoice({ localId })
        await ours.playVoice({ localId })
        await ours.startSearchBeacons()
        codes.push((await settle(ours.startSearchBeacons())).code)
        await new Promise(resolve => setTimeout(resolve, 2300))
        await ours.stopSearchBeacons()
        await ours.playVoice({ localId })
        await ours.stopVoice({ localId })
        const before = heard.length
        await new Promise(resolve => setTimeout(resolve, 2200))
        return { codes, localId, heard, later: heard.length - before }
      })
      expect(outcome.codes).toEqual(Array(4).fill('CALL_FAILED'))
      expect(outcome.heard.filter(each => each === 'number 2')).toHaveLength(2)
      expect(outcome.heard.filter(each => each === outcome.localId)).toHaveLength(1)
      expect(outcome.later).toBe(0)
    })
  },
)

it('a recording ends by itself after a minute of the client’s clock, with onVoiceRecordEnd', async () => {
  const { page } = await world.open()
  const [before, after] = await page.evaluate(async () => {
    const { ours, simulator } = window
    const ended: string[] = []
    ours.onVoiceRecordEnd(({ localId }) => ended.push(localId))
    await ours.startRecord()
    simulator.advance(58_000)
    const before = [...ended]
    simulator.advance(3000)
    return [before, ended]
  })
  expect(before).toEqual([])
  expect(after).toEqual([expect.stringMatching(/^weixin:/)])
})

it('sharing from the menu needs its own name in jsApiList, and checkJsApi knows the events', async () => {
  const { page } = await world.open({ wx: { signature: '/wx/signature', jsApiList: ['onMenuShareQQ'] } })
  const outcome = await page.evaluate(async () => {
    await window.ours.ready()
    const { WeixinJSBridge: bridge } = window as unknown as {
      WeixinJSBridge: {
        invoke(name: string, parameters: object, callback: (answer: { err_msg: string }) => void): void
      }
    }
    const ask = (name: string) =>
      new Promise<string>(resolve => bridge.invoke(name, {}, ({ err_msg }) => resolve(err_msg)))
    const asked = [await ask('shareQQ'), await ask('shareTimeline')]
    const { checkResult } = await window.ours.checkJsApi({
      jsApiList: ['onMenuShareQQ', 'onVoicePlayEnd', 'chooseWXPay', 'anApiOfTomorrow'],
    })
    return { asked, checkResult }
  })
  expect(outcome).toEqual({
    asked: ['shareQQ:ok', 'shareTimeline:fail_permission denied'],
    checkResult: { onMenuShareQQ: true, onVoicePlayEnd: true, chooseWXPay: true, anApiOfTomorrow: false },
  })
})

it('uninstall() removes the bridge, the environment and the user agent', async () => {
  const { page } = await world.open({ simulator: { miniProgram: true } })
  const left = await page.evaluate(async () => {
    await window.ours.startSearchBeacons()
    const inside = navigator.userAgent
    window.simulator.uninstall()
    const names = ['WeixinJSBridge', '__wxjs_environment'].filter(name => name in window)
    return { inside, names, userAgent: navigator.userAgent }
  })
  expect(left.inside).toMatch(/MicroMessenger.* miniProgram\/wx/)
  expect(left.names).toEqual([])
  expect(left.userAgent).not.toMatch(/MicroMessenger/)
})
