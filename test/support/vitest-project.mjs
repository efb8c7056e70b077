import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './command.mjs'

/**
 * Runs one project of test/vitest.config.ts and counts its tests. No test at all is a failure, and so is a skipped one.
 *
 * @param {string} name
 * @param {string[]} extra arguments for vitest
 * @param {Record<string, string>} [env]
 */
export async function runProject(name, extra = [], env = {}) {
  return withReport(async file => {
    const options = `--reporter=default --reporter=json --outputFile.json=${quote(file)} ${extra.map(quote).join(' ')}`
    const { ok, output } = await runCommand(`vitest run ${projectOf(name)} ${options}`, { env })
    const report = await readJson(file)
    // With a filter of the developer's own, the others are skipped by intent.
    const failed = countFailures(report, extra.length === 0)
    return { passed: report.numPassedTests ?? 0, failed: ok ? failed : Math.max(failed, 1), output }
  })
}

/** Counts a project's tests without running them. */
export async function countTests(name) {
  return withReport(async file => {
    const { ok, output } = await runCommand(`vitest list ${projectOf(name)} --json=${quote(file)}`)
    const tests = await readJson(file)
    return { ok: ok && tests.length > 0, count: tests.length ?? 0, output }
  })
}

function countFailures({ numPassedTests = 0, numFailedTests = 0, testResults = [], ...counts }, skippedToo) {
  // A file that could not be loaded has no test that failed.
  const files = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some(({ status }) => status === 'failed'),
  ).length
  const skipped = skippedToo ? (counts.numPendingTests ?? 0) + (counts.numTodoTests ?? 0) : 0
  const failed = numFailedTests + files + skipped
  return numPassedTests + failed === 0 ? 1 : failed
}

async function withReport(use) {
  const folder = await mkdtemp(join(tmpdir(), 'wx-ready-'))
  try {
    return await use(join(folder, 'report.json'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What vitest wrote, or nothing where it did not come so far. */
async function readJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return {}
  }
}

const projectOf = name => `--config test/vitest.config.ts --project ${name}`
const quote = argument => JSON.stringify(argument)
