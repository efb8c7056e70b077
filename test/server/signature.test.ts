import { afterEach, describe, expect, it } from 'vitest'
import { jsApiSignature, signatureHandler } from '../../src/server/index.js'
import { createNonceStr, createNonces } from '../../src/server/sign/nonce.js'
import { type Listening, listen } from '../support/listen.js'

/** The example of the guide's appendix 1. */
const EXAMPLE = {
  ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
  nonceStr: 'Wm3WZYTPz0wzccnW',
  timestamp: 1414587457,
  url: 'http://mp.weixin.qq.com?params=value',
}
const SIGNATURE = '0f9de62fce790f9a083d5c99e95740ceb90c27ed'

describe('jsApiSignature', () => {
  it('computes the example of the guide', () => {
    expect(jsApiSignature(EXAMPLE)).toBe(SIGNATURE)
    expect(jsApiSignature({ ...EXAMPLE, timestamp: '1414587457' })).toBe(SIGNATURE)
  })

  it('signs the URL up to its hash', () => {
    expect(jsApiSignature({ ...EXAMPLE, url: `${EXAMPLE.url}#/route?a=1#b` })).toBe(SIGNATURE)
  })

  it('signs the text as it is: a normalized URL has another signature', () => {
    const rewritten = new URL(EXAMPLE.url).href
    expect(jsApiSignature({ ...EXAMPLE, url: rewritten })).toBe('f50191877b62b116ef830363a3a613ed652a2d5d')
  })
})

describe('signatureHandler', () => {
  let server: Listening | undefined
  afterEach(() => server?.close())

  it('responds with the example of the guide for the URL as it was sent', async () => {
    const account = {
      async signature(url: string) {
        const { ticket, ...given } = EXAMPLE
        return { appId: 'wx1', ...given, signature: jsApiSignature({ ticket, ...given, url }) }
      },
    }
    server = await listen(signatureHandler(account, { allow: 'http://mp.weixin.qq.com' }))
    const response = await fetch(`${server.origin}/sign?url=${encodeURIComponent(`${EXAMPLE.url}#here`)}`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      appId: 'wx1',
      nonceStr: EXAMPLE.nonceStr,
      timestamp: EXAMPLE.timestamp,
      signature: SIGNATURE,
      url: EXAMPLE.url,
    })
  })
})

it.each([
  ['createNonceStr', createNonceStr],
  ['createNonces', createNonces()],
])('%s returns 32 hexadecimal characters, never the same ones', (_name, create) => {
  const nonces = Array.from({ length: 1000 }, create)
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/)
  expect(new Set(nonces).size).toBe(1000)
  // Batches do not overlap.
  expect(new Set(nonces.flatMap(nonce => [nonce.slice(0, 16), nonce.slice(16)])).size).toBe(2000)
})
