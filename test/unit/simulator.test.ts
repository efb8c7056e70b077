import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { detectClient } from '../../src/browser/index.js'
import { jsApiSignature } from '../../src/server/index.js'
import {
  installSimulator,
  type SimulatedBridge,
  type SimulatedClient,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/page/index.js'
import { sha1 } from '../../src/simulator/page/sha1.js'
import { computeSignature } from '../../src/simulator/page/signature-check.js'
import { clientFromUserAgent, USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import * as reported from '../support/user-agents.js'

describe('the client that a user agent names', () => {
  const all = Object.entries({ ...USER_AGENTS, ...reported })

  it.each(all)('%s: the simulator and detectClient() agree', (_name, userAgent) => {
    const { inWeChat, os } = detectClient(userAgent)
    // Linux is `unknown` to the library, which has nothing to do differently there.
    const expected = /linux/i.test(userAgent) && os === 'unknown' ? 'linux' : os
    expect(clientFromUserAgent(userAgent)).toBe(inWeChat ? expected : undefined)
  })

  it.each(Object.keys(USER_AGENTS) as SimulatedClient[])('%s: its own user agent names it', client => {
    expect(clientFromUserAgent(USER_AGENTS[client])).toBe(client)
  })
})

it('the simulator computes the signature that the guide publishes', () => {
  const signature = computeSignature({
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    nonceStr: 'Wm3WZYTPz0wzccnW',
    timestamp: '1414587457',
    url: 'http://mp.weixin.qq.com?params=value',
  })
  expect(signature).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
})

it('sha1() agrees with node:crypto, at each length of up to three blocks and beyond ASCII', () => {
  const texts = Array.from({ length: 200 }, (_, length) => 'signature%&'.repeat(20).slice(0, length))
  for (const text of [...texts, '微信 🎈\u0000é', 'x'.repeat(5000)])
    expect(sha1(text)).toBe(createHash('sha1').update(text).digest('hex'))
})

describe('the simulator in jsdom', () => {
  let simulator: Simulator | undefined
  afterEach(() => {
    simulator?.uninstall()
    simulator = undefined
    vi.unstubAllGlobals()
  })

  function install(options: SimulatorOptions): SimulatedBridge {
    simulator = installSimulator({ bridgeReady: 'sync', ...options })
    return (window as unknown as { WeixinJSBridge: SimulatedBridge }).WeixinJSBridge
  }

  /** Verifies the page with a signature that nobody checks. */
  function verify(bridge: SimulatedBridge, verifyJsApiList: string[]): Promise<object> {
    simulator?.answer('config', {}, { times: 1 })
    return new Promise(resolve => bridge.invoke('preVerifyJSAPI', { verifyJsApiList }, resolve))
  }

  it.each(['ios', 'android'] as const)(
    'verifies as %s without getEntriesByType, crypto and fetch',
    async client => {
      vi.stubGlobal('performance', { now: () => Date.now() })
      for (const name of ['crypto', 'fetch', 'TextEncoder']) vi.stubGlobal(name, undefined)
      const bridge = install({ client, platform: { tickets: ['another ticket', 'ticket'] } })
      const url = location.href.split('#')[0] as string
      const signature = jsApiSignature({ ticket: 'ticket', nonceStr: 'n', timestamp: 1414587457, url })
      const answer = await new Promise(resolve =>
        bridge.invoke(
          'preVerifyJSAPI',
          {
            verifyAppId: 'wx1',
            verifyTimestamp: '1414587457',
            verifyNonceStr: 'n',
            verifySignature: signature,
            verifyJsApiList: ['scanQRCode'],
          },
          resolve,
        ),
      )
      expect(answer).toEqual({ err_msg: 'preVerifyJSAPI:ok' })
    },
  )

  it('ignores arguments of the wrong type, as the real bridge does', async () => {
    const bridge = install({ platform: { tickets: [] } })
    const loose = bridge as unknown as Record<'invoke' | 'on', (...args: unknown[]) => void>
    const neverCalled = vi.fn()
    for (const args of [[], [undefined, {}], [1, {}, neverCalled]]) loose.invoke(...args)
    expect(simulator?.calls).toEqual([])

    loose.invoke('checkJsApi')
    loose.invoke('checkJsApi', null, 'no function')
    // Parameters that are no object become {}: the callback in their place is lost.
    loose.invoke('checkJsApi', neverCalled)
    const answer = await new Promise(resolve => loose.invoke('checkJsApi', 'text', resolve))
    expect(answer).toEqual({ err_msg: 'checkJsApi:ok', checkResult: '{}' })
    expect(simulator?.calls.map(({ parameters }) => parameters)).toEqual([{}, {}, {}, {}])
    expect(neverCalled).not.toHaveBeenCalled()
  })

  it('keeps the last handler of an event, and ignores one that is no function', async () => {
    const bridge = install({ platform: { tickets: [] } })
    const first = vi.fn()
    const last = vi.fn()
    bridge.on('onVoicePlayEnd', first)
    bridge.on('onVoicePlayEnd', last)
    bridge.on('onVoicePlayEnd', undefined as unknown as () => void)
    await verify(bridge, ['onVoicePlayEnd'])
    expect(simulator?.emit('onVoicePlayEnd', { localId: 'a' })).toBe(true)
    expect(first).not.toHaveBeenCalled()
    expect(last.mock.calls).toEqual([[{ localId: 'a' }]])
  })
})
