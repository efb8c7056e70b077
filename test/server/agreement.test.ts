import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { cardSignature, jsApiSignature, signPayV2, signPayV3 } from '../../src/server/index.js'
import { payV2Signature } from '../../src/server/sign/pay.js'
import { nodeEasywechat, wechatJssdk, wechatpayNodeV3 } from '../support/other-signers.js'

/**
 * For any values, other packages compute the same signatures. They choose time and nonce themselves, so the tests sign with
 * theirs. node-easywechat and wechatpay-node-v3 do not support cards, and the latter does not support pages.
 */
const RUNS = { numRuns: 200 }

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter(value => value.trim() !== '')
const word = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })
  .map(value => value.replaceAll(/\s/g, '_'))
const maybe = (values: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), values)

describe('a page', () => {
  // URLs that Node's legacy URL parser accepts, which wechat-jssdk uses to find the hash.
  const path = fc.stringMatching(/^[a-zA-Z0-9\-._~%!$&'()*+,;=:@/?]{0,60}$/)
  const page = fc.tuple(fc.webUrl({ withQueryParameters: true }), path).map(([url, path]) => `${url}/${path}`)
  const hash = fc.stringMatching(/^[a-zA-Z0-9\-._~!$&()*+,;=:@/?#]{0,20}$/)

  it('is signed as wechat-jssdk signs it', () => {
    fc.assert(
      fc.property(word, page, fc.option(hash), (ticket, page, hash) => {
        const url = hash === null ? page : `${page}#${hash}`
        const { nonceStr, timestamp, signature } = wechatJssdk.page(ticket, url)
        expect(jsApiSignature({ ticket, nonceStr, timestamp, url })).toBe(signature)
      }),
      RUNS,
    )
  })

  it('is signed as node-easywechat signs it', async () => {
    await fc.assert(
      fc.asyncProperty(word, page, async (ticket, url) => {
        const { nonceStr, timestamp, signature } = await nodeEasywechat.page(ticket, url)
        expect(jsApiSignature({ ticket, nonceStr, timestamp, url })).toBe(signature)
      }),
      RUNS,
    )
  })

  describe('with a hash, which WeChat does not sign', () => {
    // In both cases their signature is invalid for every client: the guide says that the hash is not signed.
    const ticket = 'ticket'

    it.each(['#/list', '#a b'])('is signed with %s by node-easywechat', async hash => {
      const url = `https://www.example.com/${hash}`
      const theirs = await nodeEasywechat.page(ticket, url)
      expect(jsApiSignature({ ticket, ...theirs })).not.toBe(theirs.signature)
      expect(jsApiSignature({ ticket, ...theirs })).toBe(
        jsApiSignature({ ticket, ...theirs, url: 'https://www.example.com/' }),
      )
    })

    it.each(['#a b', '#"', '#{1}'])(
      'is signed with %s by wechat-jssdk, as its URL parser escapes that',
      hash => {
        const url = `https://www.example.com/${hash}`
        const theirs = wechatJssdk.page(ticket, url)
        expect(theirs.url).toBe(url)
        expect(jsApiSignature({ ticket, ...theirs })).not.toBe(theirs.signature)
      },
    )
  })
})

describe('a card', () => {
  it('is signed as wechat-jssdk signs it, whatever unsigned fields it has', async () => {
    const outer = fc.record({ begins: fc.nat(), channel: maybe(text) })
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        maybe(text),
        maybe(text),
        outer,
        async (ticket, cardId, code, openid, outer) => {
          const cards = wechatJssdk.cards('wx1', ticket)
          const ext = JSON.parse(await cards.getCardExt(cardId, code, openid, outer.begins, outer.channel))
          expect(cardSignature([ticket, ext.timestamp, cardId, code, openid, ext.nonce_str])).toBe(
            ext.signature,
          )
        },
      ),
      RUNS,
    )
  })

  it('is filtered with the signature that wechat-jssdk computes', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.array(maybe(text), { minLength: 3, maxLength: 3 }),
        async (ticket, appId, filter) => {
          const [shopId, cardType, cardId] = filter as [string, string, string]
          const signed = await wechatJssdk.cards(appId, ticket).getCardSignature(shopId, cardType, cardId)
          const { timestamp, nonceStr, cardSign } = signed as {
            timestamp: string
            nonceStr: string
            cardSign: string
          }
          expect(cardSignature([ticket, appId, ...filter, timestamp, nonceStr])).toBe(cardSign)
        },
      ),
      RUNS,
    )
  })
})

describe('a payment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wx-ready-pay-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const file = join(folder, 'apiclient_key.pem')
  writeFileSync(file, pem)
  const signType = fc.constantFrom('MD5' as const, 'HMAC-SHA256' as const)

  it('of V2 is signed as wechat-jssdk signs it', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, word, signType, async (appId, key, prepayId, signType) => {
        const { timestamp, nonceStr, ...theirs } = await wechatJssdk
          .payments(appId, key)
          .generateChooseWXPayInfo(prepayId, signType)
        const ours = signPayV2({
          appId,
          key,
          package: `prepay_id=${prepayId}`,
          signType,
          nonceStr,
          timestamp,
        })
        expect(ours).toEqual({ timestamp, nonceStr, ...theirs })
      }),
      RUNS,
    )
  })

  it('of V2 is signed as node-easywechat signs it', async () => {
    await fc.assert(
      fc.property(text, text, word, signType, (appId, key, prepayId, signType) => {
        const { timestamp, nonceStr, ...theirs } = nodeEasywechat
          .payments(key, file)
          .buildSdkConfig(prepayId, appId, signType)
        const ours = signPayV2({
          appId,
          key,
          package: `prepay_id=${prepayId}`,
          signType,
          nonceStr,
          timestamp,
        })
        expect({ appId, ...ours }).toEqual({ timestamp, nonceStr, ...theirs })
      }),
      RUNS,
    )
  })

  // Names start with a letter, because wechat-jssdk keeps the fields in an object, where a name like `10` comes first. It also
  // signs a field `sign`, and no fields as `&key=…`: no real order has either.
  const name = fc.stringMatching(/^[a-z][a-z_]{0,12}$/).filter(name => name !== 'sign')
  const fields = (values: fc.Arbitrary<string>) =>
    fc.dictionary(name, values, { noNullPrototype: true }).map(fields => ({ ...fields, appid: 'wx1' }))

  it('of V2 has any fields signed as wechat-jssdk signs them, including empty ones', () => {
    fc.assert(
      fc.property(fields(maybe(text)), text, signType, (fields, key, signType) => {
        const theirs = wechatJssdk.payments('wx1', key).generateGeneralPaymentSignature(fields, signType)
        expect(payV2Signature(fields, key, signType)).toBe(theirs.paySign)
      }),
      RUNS,
    )
  })

  it('of V2 has any fields signed as node-easywechat signs them, except empty ones', () => {
    const payments = (key: string) => nodeEasywechat.payments(key, file)
    fc.assert(
      fc.property(fields(text), text, signType, (fields, key, signType) => {
        const signed = { ...fields, signType }
        expect(payV2Signature(signed, key, signType)).toBe(payments(key).createV2Signature(signed))
      }),
      RUNS,
    )
    // WeChat Pay does not sign empty fields. node-easywechat compares a `typeof` with undefined, so it never omits one.
    const example = { appid: 'wxd930ea5d5a258f4f', body: 'test', device_info: '1000', mch_id: '10000100' }
    const whole = { ...example, nonce_str: 'ibuaiVcKdpRxkhJA' }
    const key = '192006250b4c09247ec02edce69f6a2d'
    const published = '9A0A8659F005D6984697E2CA0A9CF3B7'
    expect(payments(key).createV2Signature(whole)).toBe(published)
    expect(payments(key).createV2Signature({ ...whole, attach: '' })).not.toBe(published)
    expect(payV2Signature({ ...whole, attach: '' }, key, 'MD5')).toBe(published)
  })

  it('of V3 is signed as node-easywechat signs it', async () => {
    await fc.assert(
      fc.asyncProperty(text, word, async (appId, prepayId) => {
        const { timestamp, nonceStr, ...theirs } = nodeEasywechat
          .payments('', file)
          .buildSdkConfig(prepayId, appId, 'RSA')
        const order = { appId, package: `prepay_id=${prepayId}`, nonceStr, timestamp }
        const ours = await signPayV3({ ...order, sign: privateKey })
        expect({ appId, ...ours }).toEqual({ timestamp, nonceStr, ...theirs })
      }),
      RUNS,
    )
  })

  it('of V3 is signed as wechatpay-node-v3 signs it', async () => {
    await fc.assert(
      fc.asyncProperty(text, word, async (appId, prepayId) => {
        const theirs = await wechatpayNodeV3.payment(appId, prepayId, pem)
        const { timeStamp, nonceStr } = theirs
        const order = { appId, package: `prepay_id=${prepayId}`, nonceStr, timestamp: timeStamp }
        const { timestamp, ...ours } = await signPayV3({ ...order, sign: privateKey })
        // It uses the field names of the bridge and of mini programs.
        expect({ appId, timeStamp: timestamp, ...ours }).toEqual(theirs)
      }),
      RUNS,
    )
  })
})
