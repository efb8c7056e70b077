import { describe, expect, it } from 'vitest'
import { APP_ID, useWorld } from '../support/world.js'

const world = useWorld()

/** Its account is not the one that signs the pages. */
const PAYMENT = {
  appId: 'wxfedcba9876543210',
  timeStamp: '1414723227',
  nonceStr: '5K8264ILTKch16CQ2502SI8ZNMTM67VS',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'RSA',
  paySign: 'C380BEC2BFD727A4B6845133519F3AD6',
} as const

describe('pay', () => {
  it('goes to the client without a signature of the page, and sends its own appId', async () => {
    const opened = await world.open({ simulator: { bridgeReady: 30 }, wx: { signature: undefined } })
    const outcome = await opened.page.evaluate(async payment => {
      const settled = await window.settle(window.ours.pay(payment))
      return {
        settled,
        calls: window.simulator.calls.map(({ clientName: name, parameters }) => ({ name, parameters })),
      }
    }, PAYMENT)
    expect(outcome.settled).toMatchObject({ value: { errMsg: 'getBrandWCPayRequest:ok' } })
    expect(outcome.calls).toEqual([{ name: 'getBrandWCPayRequest', parameters: PAYMENT }])
    expect(opened.requests.filter(url => !url.includes('/simulator/'))).toEqual([])
  })

  it('sends its own appId on a verified page as well, unlike chooseWXPay', async () => {
    const { page } = await world.open()
    const appIds = await page.evaluate(async payment => {
      const { ours, simulator } = window
      await ours.ready()
      const { timeStamp: timestamp, ...signed } = payment
      const before = simulator.calls.length
      await ours.pay({ ...signed, timestamp })
      await ours.chooseWXPay({ ...signed, timestamp })
      return simulator.calls.slice(before).map(({ parameters }) => [parameters.appId, parameters.timeStamp])
    }, PAYMENT)
    expect(appIds).toEqual([
      [PAYMENT.appId, PAYMENT.timeStamp],
      [APP_ID, PAYMENT.timeStamp],
    ])
  })

  it.each([
    ['cancel', 'CANCELLED', /Do nothing: the user cancelled/],
    ['fail', 'CALL_FAILED', /pay directory \(支付授权目录\)/],
  ])('with the status %s rejects with %s', async (status, code, hint) => {
    const { page } = await world.open({ wx: { signature: undefined } })
    const error = await page.evaluate(
      async ([payment, status]) => {
        window.simulator.answerRaw('getBrandWCPayRequest', () => ({
          err_msg: `get_brand_wcpay_request:${status}`,
        }))
        const { code, api, errMsg, hint } = await window.ours.pay(payment).catch(error => error)
        return { code, api, errMsg, hint }
      },
      [PAYMENT, status] as const,
    )
    expect(error).toEqual({
      code,
      api: 'pay',
      errMsg: `get_brand_wcpay_request:${status}`,
      hint: expect.stringMatching(hint),
    })
  })

  it.each([
    ['without appId', { ...PAYMENT, appId: undefined }, 'appId is undefined'],
    ['without timeStamp', { ...PAYMENT, timeStamp: undefined }, 'timeStamp is undefined'],
    ['in milliseconds', { ...PAYMENT, timeStamp: 1414723227000 }, 'timeStamp is 1414723227000'],
    ['without paySign', { ...PAYMENT, paySign: '' }, 'paySign is ""'],
    ['without prepay_id', { ...PAYMENT, package: 'wx2014' }, 'package is "wx2014"'],
    ['null', null, 'the argument is null'],
  ])('%s rejects with INVALID_ARGUMENT and sends nothing', async (_name, payment, errMsg) => {
    const { page } = await world.open()
    const outcome = await page.evaluate(async payment => {
      const settled = await window.settle(window.ours.pay(payment as never))
      return { settled, calls: window.simulator.calls.length }
    }, payment)
    expect(outcome).toMatchObject({
      settled: { code: 'INVALID_ARGUMENT', api: 'pay', errMsg: expect.stringContaining(errMsg) },
      calls: 0,
    })
  })

  it('in an ordinary browser rejects with NOT_IN_WECHAT', async () => {
    const { page } = await world.open({ simulator: false })
    const settled = await page.evaluate(payment => window.settle(window.ours.pay(payment)), PAYMENT)
    expect(settled).toMatchObject({ code: 'NOT_IN_WECHAT', api: 'pay' })
  })

  it.each([
    ['abort', 'ABORTED'],
    ['dispose', 'DISPOSED'],
  ])('after %s before the bridge is available rejects with %s and is never sent', async (way, code) => {
    const { page } = await world.open({ simulator: { bridgeReady: 50 } })
    const outcome = await page.evaluate(
      async ([payment, way]) => {
        const controller = new AbortController()
        const paying = window.settle(window.ours.pay(payment, { signal: controller.signal }))
        if (way === 'abort') controller.abort()
        else window.ours.dispose()
        const { code } = await paying
        await new Promise(resolve => setTimeout(resolve, 100))
        return [code, window.simulator.calls.length]
      },
      [PAYMENT, way] as const,
    )
    expect(outcome).toEqual([code, 0])
  })

  it('waits for the user without a timeout, or for the timeout of the call', async () => {
    const { page } = await world.open({ wx: { timeouts: { call: 20 } } })
    const outcome = await page.evaluate(async payment => {
      window.simulator.answerRaw('getBrandWCPayRequest', () => undefined)
      const told = await window.settle(window.ours.pay(payment, { timeout: 60 }))
      return { code: told.code, took: told.took }
    }, PAYMENT)
    expect(outcome.code).toBe('CALL_TIMEOUT')
    expect(outcome.took).toBeGreaterThan(50)
  })
})

it('a transfer in the developer tools, which lack it, says to test on a phone', async () => {
  const ask = async (userAgent: string | undefined) => {
    const { page } = await world.open({ simulator: { ...(userAgent && { userAgent }) } })
    return page.evaluate(async () => {
      window.simulator.answer('requestMerchantTransfer', 'unsupported')
      const error = await window.ours
        .requestMerchantTransfer({ mchId: '1', package: 'p' })
        .catch(error => error)
      return [error.code, error.hint]
    })
  }
  const devtools = 'Mozilla/5.0 (iPhone) wechatdevtools/1.06.2301160 MicroMessenger/8.0.5 Language/zh_CN'
  expect(await ask(devtools)).toEqual(['NOT_SUPPORTED', expect.stringContaining('on a phone')])
  expect(await ask(undefined)).toEqual(['NOT_SUPPORTED', expect.stringContaining('Update WeChat')])
})
