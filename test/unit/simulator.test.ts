import { describe, expect, it } from 'vitest'
import { detectClient } from '../../src/browser/index.js'
import { computeSignature } from '../../src/simulator/page/signature-check.js'
import {
  clientFromUserAgent,
  type SimulatedClient,
  USER_AGENTS,
} from '../../src/simulator/page/user-agents.js'
import * as reported from '../support/user-agents.js'

describe('the client that a user agent names', () => {
  const all = Object.entries({ ...USER_AGENTS, ...reported })

  it.each(all)('%s: the simulator and detectClient() agree', (_name, userAgent) => {
    const { inWeChat, os } = detectClient(userAgent)
    expect(clientFromUserAgent(userAgent)).toBe(inWeChat && os !== 'unknown' ? os : undefined)
  })

  it.each(Object.keys(USER_AGENTS) as SimulatedClient[])('%s: its own user agent names it', client => {
    expect(clientFromUserAgent(USER_AGENTS[client])).toBe(client)
  })
})

it('the simulator computes the signature that the guide publishes', async () => {
  const signature = await computeSignature({
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    nonceStr: 'Wm3WZYTPz0wzccnW',
    timestamp: '1414587457',
    url: 'http://mp.weixin.qq.com?params=value',
  })
  expect(signature).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
})
