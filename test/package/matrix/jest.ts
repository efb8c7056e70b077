import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readBuilt } from '../../support/built.js'
import { FULL_FOLDER, requireFull } from '../../support/full-run.mjs'
import { codeBlocks } from '../../support/markdown.js'
import { shell } from '../../support/shell.js'
import { type Outcome, type Row, typeIn, WORKS } from './row.js'
import { FOR_PAGES, named, PEERS, pathOf } from './subjects.js'
import { nameOf } from './versions.js'

const ENTRIES = [...FOR_PAGES, ...named('wx-ready/server')]
const SUBJECTS = [...ENTRIES, ...PEERS]

/** The sample of the guide: a page in a test, without a configuration of Jest. */
const SHARES = codeBlocks(readBuilt('demo/guide/en/testing.md')).find(({ code }) =>
  code.includes('jest.config.js'),
)

const LOADS = SUBJECTS.map(
  subject => `
  test('${subject.name}', () => {
    const module = require('${pathOf(subject)}')
    expect(${typeIn('module', subject)}).toBe('function')
  })`,
)

interface Report {
  testResults: {
    name: string
    assertionResults: { title: string; status: string; failureMessages: string[] }[]
  }[]
}

const jestRow = (jest: string, environment: string): Row => ({
  name: nameOf(jest),
  entries: ENTRIES,
  peers: PEERS,
  async run(project) {
    await project.write({ 'share.test.js': SHARES?.code ?? '', 'loads.test.js': LOADS.join('\n') })
    const program = join(FULL_FOLDER, 'node_modules', jest, 'bin/jest.js')
    const options = `--env ${requireFull.resolve(environment)} --rootDir . --json --outputFile report.json`
    // It fails where a test does, and the report tells which.
    await shell(`node ${program} ${options}`, project.folder).catch(() => {})
    const report = JSON.parse(await readFile(join(project.folder, 'report.json'), 'utf8')) as Report
    const outcome: Outcome = {}
    for (const { name, assertionResults } of report.testResults)
      for (const { title, status, failureMessages } of assertionResults) {
        const subject = basename(name) === 'loads.test.js' ? title : 'wx-ready/simulator'
        if (status !== 'passed') outcome[subject] = failureMessages.join('\n') || status
        else outcome[subject] ??= WORKS
      }
    return outcome
  },
})

export const JEST: readonly Row[] = [
  jestRow('jest', 'jest-environment-jsdom'),
  jestRow('jest-30', 'jest-environment-jsdom-30'),
]
