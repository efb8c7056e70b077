import { describe, expect, it } from 'vitest'
import { COMMANDS, EVENTS, MENU_SHARES, MINI_PROGRAM } from '../../src/browser/apis/table.js'
import { readBuilt } from '../support/built.js'
import { LANGUAGES, READMES } from '../support/documents.mjs'

const APIS = [
  ...[COMMANDS, EVENTS, MENU_SHARES].flatMap(part => Object.keys(part)),
  'pay',
  ...[...Object.keys(MINI_PROGRAM), 'getEnv'].map(name => `miniProgram.${name}`),
].sort()

/** Long enough to get a page to work; the rest is in the guide. */
const MAX_LINES = 250

describe.each(LANGUAGES)('the README in %s', language => {
  const text = readBuilt(READMES[language])

  it('names every API once, by subject', () => {
    const rows = [...text.matchAll(/^\| \*\*.*$/gm)].map(([row]) => row)
    const names = rows.flatMap(row => [...row.matchAll(/`([\w.]+)`/g)].map(([, name]) => name))
    expect(names.sort()).toEqual(APIS)
  })

  it('pins the version of this package for a CDN', () => {
    expect(text).toContain(`\`wx-ready@${JSON.parse(readBuilt('package.json')).version}\``)
  })

  it(`has at most ${MAX_LINES} lines`, () => {
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(MAX_LINES)
  })
})

it.each(LANGUAGES)('the table of the guide to calls in %s has a row for every API', language => {
  const rows = [...readBuilt(`demo/guide/${language}/calls.md`).matchAll(/^\| `([\w.]+)\(/gm)]
  expect(rows.map(([, name]) => name).sort()).toEqual(APIS)
})
