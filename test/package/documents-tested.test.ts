import { describe, expect, it } from 'vitest'
import { readBuilt } from '../support/built.js'
import { LANGUAGES } from '../support/documents.mjs'
import { codeBlocks } from '../support/markdown.js'

/** Tests that the guide shows as they are. */
const SHOWN = [
  'test/browser/vitest-of-a-user.test.ts',
  'test/browser/recipes-of-a-user.test.ts',
  'test/playwright/user.spec.ts',
]

describe.each(LANGUAGES)('the guide’s page of tests in %s', language => {
  const samples = codeBlocks(readBuilt(`demo/guide/${language}/testing.md`)).map(({ code }) => code)

  it.each(SHOWN)('shows %s, which runs', file => {
    expect(samples).toContain(readBuilt(file))
  })
})
