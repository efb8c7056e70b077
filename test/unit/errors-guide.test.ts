import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HINTS } from '../../src/browser/errors.js'
import { EXPLAIN_TOPICS, explain } from '../../src/explain/index.js'
import { ERROR_POLICY } from '../../src/server/error-policy.js'
import { PlatformError } from '../../src/server/errors.js'
import { assertOk } from '../../src/server/platform/errcode.js'
import { PAGES, withExplanations } from '../support/explanations.mjs'

const CODES = Object.keys(HINTS)
const PLATFORM_CODES = Object.keys(ERROR_POLICY)

describe.each(['en', 'zh'] as const)('the guide’s page of errors in %s', language => {
  const page = readText(PAGES[language])
  const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title)

  it('has the check-lists of wx-ready/explain (node test/package/update-explanations.mjs writes them)', () => {
    expect(withExplanations(page, language, explain)).toBe(page)
  })

  it.each(CODES)('has a section for %s, with its check-list', code => {
    expect(headings.filter(title => title === code)).toHaveLength(1)
    const [, section = ''] = page.split(`### ${code}\n`)
    expect(section.split(/^#/m)[0]).toContain(`<!-- explain:${code} -->`)
  })

  it.each(EXPLAIN_TOPICS)('answers %s', topic => {
    expect(page).toContain(`<!-- explain:${topic} -->`)
  })

  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| ([^|]*) \|/gm)]

  it('lists every code of PlatformError once', () => {
    expect(rows.map(([, code]) => code).sort()).toEqual([...PLATFORM_CODES].sort())
  })

  it('has the errcodes that the server reads', () => {
    const listed = rows.flatMap(([, code = '', errcodes = '']) =>
      [...errcodes.matchAll(/-?\d+/g)].map(([errcode]) => `${errcode} ${code}`),
    )
    expect(listed.sort()).toEqual([...errcodesRead()].sort())
  })
})

/** Every errcode that means a code of its own, as `40164 IP_NOT_LISTED`, among the numbers in the source. */
function errcodesRead(): Set<string> {
  const numbers = new Set(readText('src/server/platform/errcode.ts').match(/-?\b\d+\b/g))
  const found = new Set<string>()
  for (const authorizedBy of ['secret', 'token', 'user'] as const)
    for (const errcode of numbers) {
      const { code } = caught(() => assertOk({ errcode }, authorizedBy, [])) ?? {}
      if (code && code !== 'BAD_REQUEST') found.add(`${errcode} ${code}`)
    }
  return found
}

function caught(run: () => void): PlatformError | undefined {
  try {
    run()
  } catch (error) {
    if (error instanceof PlatformError) return error
  }
  return undefined
}

function readText(file: string): string {
  return readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
}
