import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ERROR_POLICY, isErrorCode } from '../../src/server/error-policy.js'
import { PlatformError, signatureHandler } from '../../src/server/index.js'

const PAGE = 'https://www.example.com/'

/** Requests that are refused before WeChat is involved, by code. */
const REFUSED: Readonly<Record<string, { url: string; method?: string }>> = {
  METHOD_NOT_ALLOWED: { url: PAGE, method: 'POST' },
  URL_MISSING: { url: '' },
  URL_TOO_LONG: { url: PAGE.padEnd(9000, 'g') },
  URL_MALFORMED: { url: '/a/path' },
  URL_NOT_ALLOWED: { url: 'https://other.example/' },
}

describe.each(['en', 'zh'])('the errors in demo/guide/%s/server.md', language => {
  const rows = readRows(
    readFileSync(new URL(`../../demo/guide/${language}/server.md`, import.meta.url), 'utf8'),
  )

  it('are all that a page can get', () => {
    const codes = [...Object.keys(REFUSED), ...Object.keys(ERROR_POLICY)]
    expect(rows.map(({ code }) => code).sort()).toEqual(codes.sort())
  })

  it.each(rows)('$code has status $status', async ({ code, status, retryAfter }) => {
    const { url, method = 'GET' } = REFUSED[code] ?? { url: PAGE }
    const response = await failWith(code)(
      new Request(`http://localhost/?url=${encodeURIComponent(url)}`, { method }),
    )
    const { error } = await response.json()
    const actual = [error.code, String(response.status), response.headers.get('retry-after') ?? '']
    expect(actual).toEqual([code, status, retryAfter])
  })
})

function failWith(code: string): (request: Request) => Promise<Response> {
  const account = {
    async signature(): Promise<never> {
      throw isErrorCode(code) ? new PlatformError(code) : new Error(`${code} was not refused`)
    },
  }
  return signatureHandler(account, { allow: new URL(PAGE).origin })
}

function readRows(text: string): { code: string; status: string; retryAfter: string }[] {
  return [...text.matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \| (\d*) ?\|/gm)].map(
    ([, code = '', status = '', retryAfter = '']) => ({ code, status, retryAfter }),
  )
}
