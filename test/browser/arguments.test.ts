import { describe, expect, it } from 'vitest'
import { useWorld } from '../support/world.js'

const world = useWorld()

describe('an argument', () => {
  it('is neither kept nor modified', async () => {
    const opened = await world.open()
    const parameters = await opened.page.evaluate(async () => {
      const parameters = Object.freeze({ count: 1, sizeType: Object.freeze(['original']) })
      await window.ours.call('chooseImage', parameters)
      return Object.keys(parameters)
    })
    expect(parameters).toEqual(['count', 'sizeType'])
  })

  it.each([
    ['an empty name', `ours.call('')`],
    ['no name', 'ours.call()'],
    ['config', `ours.call('config', {})`],
    ['text for parameters', `ours.chooseImage('9')`],
    ['null', 'ours.chooseImage(null)'],
    ['a callback', 'ours.chooseImage({ count: 1, success() {} })'],
    ['the script’s invoke', `ours.call('invoke', {})`],
    ['a share without a title', `ours.share({ imgUrl: '/i.png' })`],
    ['a share without a picture', `ours.share({ title: 'T' })`],
    ['a share of nothing', 'ours.share()'],
    ['a picture as data', `ours.share({ title: 'T', imgUrl: 'data:image/png;base64,AA' })`],
  ])('such as %s rejects with INVALID_ARGUMENT before anything is sent', async (_name, code) => {
    const opened = await world.open()
    const settled = await opened.page.evaluate(`settle(${code})`)
    expect(settled).toMatchObject({ name: 'WxError', code: 'INVALID_ARGUMENT' })
    expect(opened.signatures()).toBe(0)
  })

  it('of checkJsApi without a list rejects with INVALID_ARGUMENT', async () => {
    for (const version of ['1.6.0', 'none'] as const) {
      const { page } = await world.open({ version })
      expect(await page.evaluate('settle(ours.checkJsApi({}))')).toMatchObject({ code: 'INVALID_ARGUMENT' })
    }
  })

  it('of share() is sent with absolute URLs, without what WeChat added for this visitor', async () => {
    const opened = await world.open({
      path: '/p?id=7&from=timeline&code=0716AVll20uHk94SLDml27etM946AVlq&state=s#/x',
    })
    const sent = await opened.page.evaluate(async () => {
      await window.ours.share({
        title: 'T',
        imgUrl: '../i.png',
        timeline: { link: '/m', imgUrl: 'https://b.example/m.png' },
      })
      return window.simulator.calls
        .filter(({ clientName }) => clientName.startsWith('update'))
        .map(({ parameters }) => parameters)
    })
    const { origin } = world
    expect(sent).toEqual([
      expect.objectContaining({
        title: 'T',
        desc: '',
        link: `${origin}/p?id=7#/x`,
        imgUrl: `${origin}/i.png`,
      }),
      expect.objectContaining({ title: 'T', link: `${origin}/m`, imgUrl: 'https://b.example/m.png' }),
    ])
  })

  it('of each step is logged with the outcome and the duration', async () => {
    const opened = await world.open({ wx: false })
    const events = await opened.page.evaluate(async () => {
      const events: {
        step: string
        api?: string
        duration: number
        error?: unknown
        parameters?: unknown
      }[] = []
      const wx = window.WxReady.createWx({ signature: '/wx/signature', log: event => events.push(event) })
      await wx.chooseImage({ count: 1 })
      window.simulator.answer('getNetworkType', 'unsupported')
      await wx.getNetworkType().catch(() => {})
      return events.map(({ step, api, duration, error, parameters }) => ({
        step,
        api,
        timed: Number.isFinite(duration) && duration >= 0,
        failed: error !== undefined,
        parameters: step === 'call' ? parameters : undefined,
      }))
    })
    const steps = events.map(({ step }) => step)
    expect([...new Set(steps)].sort()).toEqual(['bridge', 'call', 'script', 'signature', 'verification'])
    expect(events.every(({ timed }) => timed)).toBe(true)
    expect(events.filter(({ step }) => step === 'call')).toEqual([
      {
        step: 'call',
        api: 'chooseImage',
        timed: true,
        failed: false,
        // As sent, with the defaults of the script.
        parameters: { count: 1, sizeType: ['original', 'compressed'], sourceType: ['album', 'camera'] },
      },
      { step: 'call', api: 'getNetworkType', timed: true, failed: true, parameters: {} },
    ])
  })
})

it('the hint of a refused payment has the landing URL without its query', async () => {
  const { page } = await world.open({ path: '/shop/pay?code=secret&id=1' })
  const hint = await page.evaluate(async () => {
    const { ours, simulator } = window
    history.pushState(null, '', '/shop/done')
    simulator.answerRaw('getBrandWCPayRequest', () => ({
      err_msg: 'get_brand_wcpay_request:fail_当前页面的URL未注册',
    }))
    const payment = {
      timestamp: 1,
      nonceStr: 'n',
      package: 'prepay_id=1',
      paySign: 's',
      signType: 'RSA',
    } as const
    return ours.chooseWXPay(payment).then(
      () => '',
      error => String(error.hint),
    )
  })
  expect(hint).toContain(`pay directory (支付授权目录). iOS checks ${world.origin}/shop/pay.`)
  expect(hint).not.toContain('secret')
})
