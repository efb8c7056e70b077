import fc from 'fast-check'
import { expect, it } from 'vitest'
import { signatureHandler } from '../../src/server/index.js'
import { FULL_RUN } from '../support/full-run.mjs'

const RUNS = FULL_RUN ? 20_000 : 2000

/** A handler that reports in `signed` what it had signed. */
function signing(allow: string | string[]) {
  const signed: { url: string; refused: boolean | undefined }[] = []
  const handler = signatureHandler(
    {
      async signature(url, { refused } = {}) {
        signed.push({ url, refused })
        return { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }
      },
    },
    { allow },
  )
  return { handler, signed }
}

it('reads every query as URLSearchParams does, and signs the url as it was sent', async () => {
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
    fc.array(piece, { maxLength: 8 }).map(all => `url=https://www.example.com/${all.join('')}`),
    fc
      .string({ unit: 'grapheme' })
      .map(path => `url=${encodeURIComponent(`https://www.example.com/${path}`)}`),
    fc
      .webUrl({ withQueryParameters: true, withFragments: true })
      .map(url => `url=${encodeURIComponent(url.replace(/\/\/[^/?#]+/, '//www.example.com'))}`),
  )
  let count = 0
  await fc.assert(
    fc.asyncProperty(query, async query => {
      const { handler, signed } = signing('https://www.example.com')
      const request = new Request(`https://api.example/sign?${query}`)
      const { status } = await handler(request)
      const parameters = new URL(request.url).searchParams
      const [url = ''] = parameters.getAll('url').map(text => text.split('#')[0] ?? '')
      expect(signed).toEqual(status === 200 ? [{ url, refused: parameters.get('refused') === '1' }] : [])
      count += signed.length
    }),
    { numRuns: RUNS },
  )
  expect(count).toBeGreaterThan(RUNS / 20)
})

it('signs a text only if the URL it parses to is allowed', async () => {
  const allow = [
    'https://www.example.com',
    'http://a.example:8080',
    'https://shop.example.com/autumn',
    'https://*.wild.example',
    'https://中文.example',
    'http://[::1]:3000',
  ]
  const { handler, signed } = signing(allow)
  let count = 0
  const origins = allow.map(entry => new URL(entry.replace('*.', 'x.')).origin)
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
  await fc.assert(
    fc.asyncProperty(url, async url => {
      signed.length = 0
      await handler(new Request(`https://api.example/sign?url=${encodeURIComponent(url)}`))
      if (signed.length === 0) return
      count += 1
      expect(URL.canParse(url)).toBe(true)
      const page = new URL(url)
      expect([page.username, page.password]).toEqual(['', ''])
      expect(origins).toContain(page.origin)
      if (page.hostname === 'shop.example.com') expect(page.pathname).toMatch(/^\/autumn(\/|$)/)
    }),
    { numRuns: RUNS },
  )
  expect(count).toBeGreaterThan(RUNS / 20)
})
