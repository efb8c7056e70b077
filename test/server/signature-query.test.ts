import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { readAllowList } from '../../src/server/http/allow.js'
import { readSignatureQuery } from '../../src/server/http/signature-query.js'
import { FULL_RUN } from '../support/full-run.mjs'

/** Two short cuts, which must lead where the long way does. */
const RUNS = FULL_RUN ? 20_000 : 2000
vi.setConfig({ testTimeout: 60_000 })

const asUsual = (query: string) => {
  const asked = new URLSearchParams(query)
  return { urls: asked.getAll('url'), refused: asked.get('refused') === '1' }
}

it('reads every query as URLSearchParams does', () => {
  const pieces = [
    'url',
    '=',
    '&',
    '%',
    '+',
    '#',
    'refused=1',
    '%E4%B8',
    '%E4%B8%AD',
    '%ef%bb%bf',
    '%00',
    '%2B',
    '中',
    '\ud800',
  ]
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 }))
  const query = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map(all => all.join('')),
    fc.array(piece, { maxLength: 8 }).map(all => `url=${all.join('')}`),
    fc.string({ unit: 'grapheme' }).map(url => `url=${encodeURIComponent(url)}`),
    fc
      .webUrl({ withQueryParameters: true, withFragments: true })
      .map(url => `url=${encodeURIComponent(url)}`),
  )
  fc.assert(
    fc.property(query, query => {
      expect(readSignatureQuery(query)).toEqual(asUsual(query))
    }),
    { numRuns: RUNS },
  )
})

it('never finds a text plainly allowed that is not once it is parsed', () => {
  const allowed = readAllowList([
    'https://www.example.com',
    'http://a.example:8080',
    'https://shop.example.com/autumn',
    'https://*.wild.example',
    'https://中文.example',
    'http://[::1]:3000',
  ])
  const beginnings = [
    'https://www.example.com',
    'http://a.example:8080',
    'https://shop.example.com',
    'https://shop.example.com/autumn',
    'https://x.wild.example',
    'https://中文.example',
    'https://xn--fiq228c.example',
    'http://[::1]:3000',
  ]
  const ends = [
    '',
    '/',
    '?',
    '@evil.example',
    ':443',
    ':pw@evil.example',
    '.evil.example',
    '\\',
    '%2f',
    '/../',
    '//',
    '/%2e%2e/',
  ]
  const url = fc
    .tuple(
      fc.constantFrom(...beginnings),
      fc.constantFrom(...ends),
      fc.webPath(),
      fc.string({ maxLength: 5 }),
    )
    .map(texts => texts.join(''))
  let plain = 0
  fc.assert(
    fc.property(url, url => {
      if (!allowed.plainly(url)) return
      plain += 1
      expect(URL.canParse(url)).toBe(true)
      const page = new URL(url)
      expect([page.username, page.password, allowed.page(page)]).toEqual(['', '', true])
    }),
    { numRuns: RUNS },
  )
  expect(plain).toBeGreaterThan(RUNS / 20)
})
