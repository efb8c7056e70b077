import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Card, type CardFilter, cardSignature } from '../../src/server/index.js'
import { createCardExt, createCardSign } from '../../src/server/sign/card.js'

/** From the guide's appendix 4. */
const TICKET = 'ojZ8YtyVyr30HheH3CM73y7h4jJE'
const CARD_ID = 'pjZ8Yt1XGILfi-FUsewpnnolGgZk'
const TIME = '1404896688'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Number(TIME) * 1000 + 999 })
})
afterEach(() => {
  vi.useRealTimers()
})

/** An independent implementation, which sorts by bytes. */
function signedByBytes(values: readonly string[]): string {
  const left = values.map(value => Buffer.from(value))
  const hash = createHash('sha1')
  while (left.length > 0) {
    const smallest = left.reduce((one, other) => (Buffer.compare(other, one) < 0 ? other : one))
    hash.update(left.splice(left.indexOf(smallest), 1)[0] as Buffer)
  }
  return hash.digest('hex')
}

describe('cardSignature', () => {
  it.each([
    {
      // The signature in the guide is valid only with the stray space after its ticket.
      of: 'the example of the guide, with the stray space in it',
      values: [`${TICKET} `, TIME, CARD_ID, 'jonyqin_1434008071', 'jonyqin'],
      signature: '6b81fbf6af16e856334153b39737556063c82689',
    },
    {
      of: 'the example of the guide, without that space',
      values: [TICKET, TIME, CARD_ID, 'jonyqin_1434008071', 'jonyqin'],
      signature: '2b4d29b5f60fa4be37522ddfd9583c329446d3e3',
    },
    {
      of: 'the example with other code and nonce',
      values: [TICKET, TIME, CARD_ID, '1434008071', '123'],
      signature: 'f137ab68b7f8112d20ee528ab6074564e2796250',
    },
    {
      of: 'values that a locale would sort differently',
      values: [
        'f2b54bb143ae41b5afe70437506b0555',
        'p_BzXw2OeMnlDbAcT6i5Mz5WRMmU',
        '1',
        'IpK_1T69hDhZkLQTlwsAX5obXn0E5uq_TynOijBuCBBI6VJSWxNWD7AlvetXO4OCf_GuMkLBePEArCKFXjZfCw',
        '1502361405',
      ],
      signature: 'd7498efca6dc0307529ac4c5983d51dc644f1bce',
    },
  ])('signs $of', ({ values, signature }) => {
    const given = [...values]
    expect(cardSignature(values)).toBe(signature)
    expect(cardSignature([...values].reverse())).toBe(signature)
    expect(cardSignature([...values, '', ''])).toBe(signature)
    expect(values).toEqual(given)
    expect(signedByBytes(values)).toBe(signature)
  })

  it('sorts any values by code unit', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary-ascii' })), values => {
        expect(cardSignature(values)).toBe(signedByBytes(values))
      }),
    )
  })
})

describe('cardExt', () => {
  const OPENID = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'
  const NOT_SIGNED = { outer_id: 12, outer_str: 'spring', fixed_begintimestamp: 1404000000 }

  it.each<{ of: string; card: Card; fields: object; signed: readonly string[] }>([
    { of: 'the card alone', card: { cardId: CARD_ID }, fields: {}, signed: [] },
    {
      of: 'code and openid',
      card: { cardId: CARD_ID, code: '1434008071', openid: OPENID },
      fields: { code: '1434008071', openid: OPENID },
      signed: ['1434008071', OPENID],
    },
    {
      of: 'empty fields like missing ones',
      card: { cardId: CARD_ID, code: '', openid: '', outer_str: '', outer_id: undefined },
      fields: {},
      signed: [],
    },
    {
      of: 'the card, but not its channel',
      card: { cardId: CARD_ID, ...NOT_SIGNED },
      fields: NOT_SIGNED,
      signed: [],
    },
    {
      of: 'quotes and characters unchanged',
      card: { cardId: CARD_ID, code: '"早"\\</script>', outer_str: '"}' },
      fields: { code: '"早"\\</script>', outer_str: '"}' },
      signed: ['"早"\\</script>'],
    },
    {
      of: 'nothing for outer_id 0, but keeps it',
      card: { cardId: CARD_ID, outer_id: 0 },
      fields: { outer_id: 0 },
      signed: [],
    },
  ])('signs $of', ({ card, fields, signed }) => {
    const { timestamp, nonce_str, signature, ...others } = JSON.parse(createCardExt(TICKET, card))
    expect(others).toEqual(fields)
    expect(timestamp).toBe(TIME)
    expect(nonce_str).toMatch(/^[0-9a-zA-Z]{16,32}$/)
    expect(signature).toBe(signedByBytes([TICKET, timestamp, card.cardId, nonce_str, ...signed]))
  })

  it('writes an outer_id with all its digits', () => {
    const digits = '9'.repeat(60)
    const text = createCardExt(TICKET, { cardId: CARD_ID, outer_id: BigInt(digits) })
    expect(text).toContain(`"outer_id":${digits}}`)
    expect(JSON.parse(text).outer_id).toBe(Number(digits))
  })

  it('is different each time', () => {
    const nonces = Array.from(
      { length: 50 },
      () => JSON.parse(createCardExt(TICKET, { cardId: CARD_ID })).nonce_str,
    )
    expect(new Set(nonces).size).toBe(50)
    vi.setSystemTime(Date.now() + 1000)
    expect(JSON.parse(createCardExt(TICKET, { cardId: CARD_ID })).timestamp).toBe(String(Number(TIME) + 1))
  })

  it.each<{ card: unknown; says: string }>([
    { card: undefined, says: 'cardExt: cardId is missing' },
    { card: {}, says: 'cardExt: cardId is missing' },
    { card: { cardId: ' ' }, says: 'cardExt: cardId is missing' },
    { card: { cardId: 1 }, says: 'cardExt: cardId must be a string, but is of type number' },
    { card: { cardId: null }, says: 'cardExt: cardId must be a string, but is null' },
    {
      card: { cardId: 'p'.repeat(33) },
      says: 'cardExt: cardId has 33 characters, and WeChat takes at most 32',
    },
    {
      card: { cardId: CARD_ID, code: 1434008071 },
      says: 'cardExt: code must be a string, but is of type number',
    },
    {
      card: { cardId: CARD_ID, openid: {} },
      says: 'cardExt: openid must be a string, but is of type object',
    },
    {
      card: { cardId: CARD_ID, outer_str: 5 },
      says: 'cardExt: outer_str must be a string, but is of type number',
    },
    {
      card: { cardId: CARD_ID, openId: OPENID },
      says: 'cardExt: there is no field openId, only cardId, code, openid, outer_id',
    },
    ...[1.5, -1, Number.NaN, 2 ** 53, BigInt('1'.padEnd(61, '0')), BigInt(-1), '12', null, true].map(
      outer_id => ({
        card: { cardId: CARD_ID, outer_id },
        says: 'cardExt: outer_id must be an integer of at most 60 digits',
      }),
    ),
    ...[1404896688000, 1.5, 'now', null].map(fixed_begintimestamp => ({
      card: { cardId: CARD_ID, fixed_begintimestamp },
      says: 'cardExt: fixed_begintimestamp must be a time in seconds',
    })),
  ])('throws: $says', ({ card, says }) => {
    const call = () => createCardExt(TICKET, card as Card)
    expect(call).toThrow(TypeError)
    expect(call).toThrow(says)
  })
})

describe('cardSign', () => {
  const APP_ID = 'wx0123456789abcdef'
  const WHOLE = { shopId: '1234', cardType: 'GROUPON', cardId: 'p1Pj9jr90_SQRaVqYI239Ka1erk' }
  const NONE = { shopId: '', cardType: '', cardId: '' }

  it.each<{ of: string; filter?: CardFilter; filters: typeof NONE }>([
    { of: 'all seven values', filter: WHOLE, filters: WHOLE },
    { of: 'a card alone', filter: { cardId: WHOLE.cardId }, filters: { ...NONE, cardId: WHOLE.cardId } },
    { of: 'empty filters', filter: { shopId: '', cardType: undefined }, filters: NONE },
    { of: 'no filter', filters: NONE },
    {
      of: 'what is as long as WeChat takes it',
      filter: { shopId: '1'.repeat(24), cardType: 'T'.repeat(24), cardId: 'p'.repeat(32) },
      filters: { shopId: '1'.repeat(24), cardType: 'T'.repeat(24), cardId: 'p'.repeat(32) },
    },
  ])('signs $of', ({ filter, filters }) => {
    const signed = createCardSign(TICKET, APP_ID, filter)
    const { timestamp, nonceStr, cardSign, ...others } = signed
    expect(others).toEqual({ ...filters, signType: 'SHA1' })
    expect(timestamp).toBe(TIME)
    expect(nonceStr).toMatch(/^[0-9a-zA-Z]{16,32}$/)
    expect(cardSign).toBe(
      signedByBytes([TICKET, APP_ID, filters.shopId, timestamp, nonceStr, filters.cardId, filters.cardType]),
    )
  })

  it('is different each time', () => {
    const nonces = Array.from({ length: 50 }, () => createCardSign(TICKET, APP_ID).nonceStr)
    expect(new Set(nonces).size).toBe(50)
  })

  it.each<{ filter: object; says: string }>([
    {
      filter: { shopId: '1'.repeat(25) },
      says: 'cardSign: shopId has 25 characters, and WeChat takes at most 24',
    },
    { filter: { cardType: 'T'.repeat(25) }, says: 'cardSign: cardType has 25 characters' },
    {
      filter: { cardId: 'p'.repeat(33) },
      says: 'cardSign: cardId has 33 characters, and WeChat takes at most 32',
    },
    { filter: { shopId: 1234 }, says: 'cardSign: shopId must be a string, but is of type number' },
    { filter: { cardId: null }, says: 'cardSign: cardId must be a string, but is null' },
    {
      filter: { location_id: '1234' },
      says: 'cardSign: there is no field location_id, only shopId, cardType, cardId',
    },
  ])('throws: $says', ({ filter, says }) => {
    const call = () => createCardSign(TICKET, APP_ID, filter)
    expect(call).toThrow(TypeError)
    expect(call).toThrow(says)
  })
})
