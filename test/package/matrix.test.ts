import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pack } from '../support/pack.js'
import { ATTW } from './matrix/attw.js'
import { BUNDLERS } from './matrix/bundlers.js'
import { JEST } from './matrix/jest.js'
import { NEXT } from './matrix/next.js'
import { NODE } from './matrix/node.js'
import { NUXT } from './matrix/nuxt.js'
import { differences, entriesTable, peersTable } from './matrix/page.js'
import { createProject } from './matrix/project.js'
import { type Outcome, type Row, WORKS } from './matrix/row.js'
import { TYPESCRIPT } from './matrix/typescript.js'

/** The packed package with every tool. `WRITE=compatibility` writes the tables of the guide. Others leave it to a full run. */
const ROWS: readonly Row[] = [...NODE, ...TYPESCRIPT, ATTW, ...BUNDLERS, ...NEXT, ...NUXT, ...JEST]
const outcomes = new Map<Row, Outcome>()

let folder: string
let tarball: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wx-ready-matrix-'))
  tarball = await pack(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(ROWS)('$name', row => {
  let outcome: Outcome
  beforeAll(async () => {
    const project = await createProject(tarball, row.links)
    try {
      outcome = await row.run(project)
      outcomes.set(row, outcome)
    } finally {
      await project.remove()
    }
  })

  it.each(row.entries.map(({ name }) => name))('%s', name => {
    expect(outcome[name]).toBe(WORKS)
  })
})

describe('the guide shows these results', () => {
  it.each(['en', 'zh'] as const)('%s', async language => {
    const sections = {
      'matrix:entries': entriesTable(outcomes, language),
      'matrix:peers': peersTable(outcomes, language),
    }
    expect(await differences(language, sections, process.env.WRITE === 'compatibility')).toEqual([])
  })
})
