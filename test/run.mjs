/**
 * The test command: `node test/run.mjs [step …] [-- arguments for vitest]`. Without a step: all of them.
 *
 * `CI=true` makes it a full run; test/support/full-run.mjs decides what other runs leave out.
 * The last line counts checks and tests. A failed step does not stop the others, except those that need it.
 */

import { runCommand, TSC } from './support/command.mjs'
import { FULL_RUN } from './support/full-run.mjs'
import { installFull } from './support/install-full.mjs'
import { setUpChromium, setUpRedis, setUpWebKit } from './support/programs.mjs'
import { countTests, runProject } from './support/vitest-project.mjs'

/** How many steps run at once. Each starts two workers or more: with three steps on two processors, all take longer. */
const LANES = 2

/** In the order in which they start, if what they need has ended. `full`: only in a full run, or if named. */
const STEPS = [
  { name: 'build', run: check('npm run build && npm run build:demo') },
  { name: 'server', run: tests('server') },
  { name: 'unit', run: tests('unit') },
  { name: 'browser', run: testsWith(setUpChromium, 'browser'), needs: 'build' },
  { name: 'package', run: tests('package'), needs: 'build' },
  { name: 'redis', run: testsWith(setUpRedis, 'redis'), needs: 'build' },
  { name: 'webkit', run: testsWith(setUpWebKit, 'webkit'), needs: 'build' },
  { name: 'lint', run: check('biome check --error-on-warnings') },
  // Types of other packages are not checked here. test/package/ compiles the published types without skipLibCheck.
  {
    name: 'tsc',
    run: check(
      FULL_RUN
        ? `${TSC} && ${TSC} --project test/tsconfig.playwright.json`
        : `${TSC} --project test/tsconfig.quick.json --skipLibCheck`,
    ),
  },
  { name: 'model', run: modelTests },
  // With the libs of the oldest supported browsers only.
  { name: 'es2018', run: check(`${TSC} --project test/tsconfig.es2018.json`), full: true },
  {
    name: 'knip',
    run: check('node test/full/node_modules/knip/bin/knip.js --config test/full/knip.json'),
    full: true,
  },
]

const dashes = process.argv.indexOf('--')
const names = process.argv.slice(2, dashes < 0 ? undefined : dashes)
const extra = dashes < 0 ? [] : process.argv.slice(dashes + 1)
await main()

async function main() {
  const total = { passed: 0, failed: 0, skipped: [] }
  const waiting = chosenSteps()
  if (FULL_RUN || waiting.some(({ full }) => full)) await runStep({ name: 'install', run: installed }, total)
  /** For each step that has begun, a promise of whether it fails. */
  const begun = new Map()
  const ended = new Set()
  const lane = async () => {
    while (waiting.length > 0) {
      // A step that would only wait for another one lets the others go first.
      const step = waiting.find(({ needs }) => !needs || ended.has(needs)) ?? waiting[0]
      waiting.splice(waiting.indexOf(step), 1)
      const fails = runStep(step, total, begun.get(step.needs))
      begun.set(step.name, fails)
      await fails
      ended.add(step.name)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  process.exitCode = total.failed > 0 ? 1 : 0
  console.log([`${total.passed} passed, ${total.failed} failed`, ...total.skipped].join(', '))
}

/** @param {Promise<boolean>} [needed] whether the step that it needs fails. @returns whether this step fails */
async function runStep({ name, run, needs }, total, needed) {
  const broken = await needed
  const start = Date.now()
  const result = broken ? { failed: 1, output: `not run: ${needs} failed` } : await safely(run)
  const { passed = 0, failed = 0, skipped = 0, reason, output = '' } = result
  console.log(`${name.padEnd(8)} ${says(result)}, ${((Date.now() - start) / 1000).toFixed(1)} s`)
  if (failed > 0) console.log(`${output}\n`)
  total.passed += passed
  total.failed += failed
  if (skipped > 0) total.skipped.push(`${skipped} skipped: ${reason}`)
  return failed > 0
}

async function safely(run) {
  try {
    return await run()
  } catch (error) {
    return { failed: 1, output: error.stack }
  }
}

function chosenSteps() {
  const unknown = names.find(name => !STEPS.some(step => step.name === name))
  if (unknown) {
    console.log(`There is no step "${unknown}", only: ${STEPS.map(({ name }) => name).join(' ')}`)
    process.exit(1)
  }
  if (names.length === 0) return STEPS.filter(({ full }) => FULL_RUN || !full)
  const chosen = STEPS.filter(({ name }) => names.includes(name))
  // Do not test an old dist/.
  return STEPS.filter(step => chosen.includes(step) || chosen.some(({ needs }) => needs === step.name))
}

function says({ passed = 0, failed = 0, skipped = 0, reason, note }) {
  if (skipped > 0) return `${skipped} skipped: ${reason}`
  if (passed + failed === 0) return 'done'
  const counts = failed > 0 ? `${passed} passed, ${failed} FAILED` : `${passed} passed`
  return note ? `${counts} (${note})` : counts
}

/** Installs the packages of a full run. Not counted as a check. */
async function installed() {
  const { ok, output } = await installFull()
  return ok ? {} : { failed: 1, output }
}

function check(command) {
  return async () => {
    const { ok, output } = await runCommand(command)
    return ok ? { passed: 1 } : { failed: 1, output }
  }
}

function tests(project) {
  return () => runProject(project, extra)
}

/** Prints the seed: `SEED=… node test/run.mjs model` repeats the runs. A full run makes more of them. */
async function modelTests() {
  const { SEED = String(Date.now() % 2 ** 31), RUNS = FULL_RUN ? '10000' : '100' } = process.env
  const note = `${RUNS} runs on each kind of client, seed ${SEED}`
  return { ...(await runProject('model', extra, { SEED, RUNS })), note }
}

/** Without the program that they need, tests are skipped and counted as skipped; in a full run they fail. */
function testsWith(setUp, project) {
  return async () => {
    const { missing } = await setUp()
    if (!missing) return runProject(project, extra)
    if (FULL_RUN) return { failed: 1, output: missing }
    const { ok, count, output } = await countTests(project)
    return ok ? { skipped: count, reason: missing } : { failed: 1, output }
  }
}
