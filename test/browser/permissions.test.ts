import { describe, expect, it } from 'vitest'
import { VENDOR_VERSIONS } from '../support/vendor-scripts.js'
import { badSignature, useWorld, type World } from '../support/world.js'

const world = useWorld()

describe.each(VENDOR_VERSIONS)('with the vendor’s %s', version => {
  const open: World['open'] = options => world.open({ version, loaded: true, ...options })

  it('a call that lost its permission verifies the page again and succeeds', async () => {
    const { page, verifications } = await open()
    await page.evaluate(() => window.ours.ready())
    const results = await page.evaluate(() => {
      window.simulator.revoke()
      return Promise.all(
        [1, 2, 3, 4, 5].map(() => window.ours.openAddress().then(({ postalCode }) => postalCode)),
      )
    })
    expect(results).toEqual(Array(5).fill('510000'))
    expect(await verifications()).toBe(2)
  })

  it('an API that the account lacks does not verify again each time: 5 calls, at most 2 verifications', async () => {
    const { page, verifications } = await open({ simulator: { deny: ['scanQRCode'] } })
    const codes = await page.evaluate(async () => {
      const codes: (string | undefined)[] = []
      for (let i = 0; i < 5; i += 1) codes.push((await window.settle(window.ours.scanQRCode())).code)
      return codes
    })
    expect(codes).toEqual(Array(5).fill('PERMISSION_DENIED'))
    expect(await verifications()).toBe(2)
    const granted = await page.evaluate(() => {
      window.simulator.allow()
      return window.settle(window.ours.scanQRCode({ needResult: 1 }))
    })
    expect(granted.value?.resultStr).toBe('https://weixin.qq.com/r/wx-ready')
    // A permission that was granted before, or a page that was refreshed, is worth another verification.
    const before = await verifications()
    await page.evaluate(async () => {
      window.simulator.deny('scanQRCode')
      await window.settle(window.ours.scanQRCode())
    })
    expect(await verifications()).toBe(before + 1)
    await page.evaluate(async () => {
      await window.ours.refresh()
      await window.settle(window.ours.scanQRCode())
    })
    expect(await verifications()).toBe(before + 3)
  })

  it('a call that lost its permission succeeds shortly after a failure was fixed', async () => {
    const { page } = await open()
    world.signer = badSignature
    await page.evaluate(() => window.settle(window.ours.ready()))
    world.signer = undefined
    const settled = await page.evaluate(async () => {
      await window.ours.ready()
      window.simulator.revoke()
      return window.settle(window.ours.openAddress())
    })
    expect(settled.value?.postalCode).toBe('510000')
  })

  it('two refused calls verify once, however late one response is', async () => {
    const { page, verifications } = await open()
    const results = await page.evaluate(async () => {
      const { ours, simulator } = window
      await ours.openAddress()
      simulator.revoke()
      simulator.latency = 100
      const late = ours.openAddress()
      while (simulator.calls[simulator.calls.length - 1]?.reason !== 'not-verified')
        await new Promise(resolve => setTimeout(resolve))
      simulator.latency = 0
      const early = await ours.openAddress()
      return [early.postalCode, (await late).postalCode]
    })
    expect(results).toEqual(['510000', '510000'])
    expect(await verifications()).toBe(2)
  })

  it('an API refused because the URL changed does not count as denied', async () => {
    // This iPhone checks the current URL, which is unknown until it refuses the landing URL.
    const { page } = await open({ simulator: { client: 'ios', checks: 'current', latency: 20 } })
    await page.evaluate(() => window.ours.ready())
    const outcome = await page.evaluate(async () => {
      const { ours, settle, simulator } = window
      simulator.revoke()
      const asked = settle(ours.openAddress())
      while (simulator.calls.filter(({ clientName }) => clientName === 'preVerifyJSAPI').length < 2)
        await new Promise(resolve => setTimeout(resolve))
      history.pushState(null, '', '/moved')
      return [(await asked).value?.postalCode, ours.state]
    })
    expect(outcome).toMatchObject(['510000', { status: 'ready', url: `${world.origin}/moved` }])
  })

  it('the first call to an API outside jsApiList lists it, with the same signature', async () => {
    const { page, signatures, verifications } = await open({ wx: { jsApiList: ['getNetworkType'] } })
    await page.evaluate(() => window.ours.ready())
    const result = await page.evaluate(() => window.settle(window.ours.getLocation({})))
    expect(result.value?.latitude).toBe(23.1021)
    expect([signatures(), await verifications()]).toEqual([1, 2])
    // It was listed before it was called, not after a refusal.
    const calls = await page.evaluate(() => window.simulator.calls.map(({ clientName }) => clientName))
    expect(calls.filter(name => name === 'geoLocation')).toHaveLength(1)
  })

  it('an API first called during the verification is listed', async () => {
    const { page, verifications } = await open({
      simulator: { latency: 30 },
      wx: { jsApiList: ['getNetworkType'] },
    })
    const sent = await page.evaluate(async () => {
      const { ours, simulator } = window
      const ready = ours.ready()
      while (simulator.calls.length === 0) await new Promise(resolve => setTimeout(resolve))
      await ours.getLocation({})
      await ready
      return simulator.calls.filter(({ clientName }) => clientName === 'geoLocation').length
    })
    expect([sent, await verifications()]).toEqual([1, 2])
  })

  it('an API that needs no listing does not verify the page again', async () => {
    const { page, verifications } = await open()
    await page.evaluate(async () => {
      await window.ours.ready()
      await window.ours.checkJsApi({ jsApiList: ['chooseImage'] })
    })
    expect(await verifications()).toBe(1)
  })

  it('cancel, permission denied, an unknown API and a failure have different codes', async () => {
    const { page } = await open({ simulator: { deny: ['getLocation'] } })
    const settled = await page.evaluate(async () => {
      const { simulator } = window
      simulator.answerRaw('chooseImage', () => ({ err_msg: 'chooseImage:fail_cancel' }))
      simulator.answer('scanQRCode', 'cancel')
      simulator.answer('uploadImage', new Error('file too big'))
      simulator.answer('getNetworkType', 'unsupported')
      return [
        await window.settle(window.ours.chooseImage()),
        await window.settle(window.ours.scanQRCode()),
        await window.settle(window.ours.getLocation({})),
        await window.settle(window.ours.getNetworkType()),
        await window.settle(window.ours.call('doWhatNobodyKnows', { a: 1 })),
        await window.settle(window.ours.uploadImage({ localId: 'x' })),
      ]
    })
    expect(settled.map(({ code, api }) => [code, api])).toEqual([
      ['CANCELLED', 'chooseImage'],
      ['CANCELLED', 'scanQRCode'],
      ['PERMISSION_DENIED', 'getLocation'],
      ['NOT_SUPPORTED', 'getNetworkType'],
      ['NOT_SUPPORTED', 'doWhatNobodyKnows'],
      ['CALL_FAILED', 'uploadImage'],
    ])
    for (const { name } of settled) expect(name).toBe('WxError')
    // The message of the client; the script would remove the `fail_`.
    expect(settled[5]?.errMsg).toBe('uploadImage:fail_file too big')
  })

  it('uploadImage runs one call at a time, and continues after a failed one', async () => {
    const { page } = await open()
    const { settled, most } = await page.evaluate(async () => {
      let running = 0
      let most = 0
      window.simulator.answerRaw('uploadImage', async ({ localId }) => {
        running += 1
        most = Math.max(most, running)
        await new Promise(resolve => setTimeout(resolve, 20))
        running -= 1
        return localId === 'b'
          ? { err_msg: 'uploadImage:fail' }
          : { err_msg: 'uploadImage:ok', serverId: `s-${localId}` }
      })
      const uploads = ['a', 'b', 'c', 'd'].map(localId => window.settle(window.ours.uploadImage({ localId })))
      return { settled: await Promise.all(uploads), most }
    })
    expect(settled.map(({ value, code }) => value?.serverId ?? code)).toEqual([
      's-a',
      'CALL_FAILED',
      's-c',
      's-d',
    ])
    expect(most).toBe(1)
  })
})
