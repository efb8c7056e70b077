/**
 * The test command: `node test/run.mjs [step …] [-- arguments for vitest]`. Without a step: all of them.
 *
 * The last line counts checks and tests. Every step runs, whatever became of the others, but for those whose needs failed.
 */

import { runCommand, TSC } from './support/command.mjs'
import { setUpChromium, setUpRedis, setUpWebKit } from './support/programs.mjs'
import { countTests, runProject } from './support/vitest-project.mjs'

/** `alone: false` goes on beside the steps that follow: it leaves one processor, or most of both, to them. */
const STEPS = [
  { name: 'tsc', run: check(TSC), alone: false },
  { name: 'lint', run: check('biome check --error-on-warnings') },
  // The project's own compiler options, with only what the oldest browsers have.
  { name: 'es2018', run: check(`${TSC} --project test/tsconfig.es2018.json`) },
  { name: 'knip', run: check('knip') },
  { name: 'build', run: check('npm run build && npm run build:demo') },
  { name: 'unit', run: tests('unit') },
  { name: 'model', run: modelTests },
  { name: 'server', run: tests('server') },
  { name: 'types', run: tests('types') },
  // Its processes wait more than they work.
  { name: 'redis', run: testsWith(setUpRedis, 'redis'), needs: 'build', alone: false },
  { name: 'package', run: tests('package'), needs: 'build' },
  { name: 'browser', run: testsWith(setUpChromium, 'browser'), needs: 'build' },
  { name: 'webkit', run: testsWith(setUpWebKit, 'webkit'), needs: 'build' },
]

const dashes = process.argv.indexOf('--')
const names = process.argv.slice(2, dashes < 0 ? undefined : dashes)
const extra = dashes < 0 ? [] : process.argv.slice(dashes + 1)
await main()

async function main() {
  const total = { passed: 0, failed: 0, skipped: [] }
  const broken = new Set()
  const besides = []
  for (const step of chosenSteps()) {
    const done = runStep(step, broken, total)
    if (step.alone === false) besides.push(done)
    else await done
  }
  await Promise.all(besides)
  process.exitCode = total.failed > 0 ? 1 : 0
  console.log([`${total.passed} passed, ${total.failed} failed`, ...total.skipped].join(', '))
}

async function runStep({ name, run, needs }, broken, total) {
  const start = Date.now()
  const result = broken.has(needs) ? { failed: 1, output: `not run: ${needs} failed` } : await safely(run)
  const { passed = 0, failed = 0, skipped = 0, reason, output = '' } = result
  if (failed > 0) broken.add(name)
  console.log(`${name.padEnd(8)} ${says(result)}, ${((Date.now() - start) / 1000).toFixed(1)} s`)
  if (failed > 0) console.log(`${output}\n`)
  total.passed += passed
  total.failed += failed
  if (skipped > 0) total.skipped.push(`${skipped} skipped: ${reason}`)
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
  if (names.length === 0) return STEPS
  const chosen = STEPS.filter(({ name }) => names.includes(name))
  // Old files in dist/ prove nothing.
  return STEPS.filter(step => chosen.includes(step) || chosen.some(({ needs }) => needs === step.name))
}

function says({ passed = 0, failed = 0, skipped = 0, reason, note }) {
  if (skipped > 0) return `${skipped} skipped: ${reason}`
  const counts = failed > 0 ? `${passed} passed, ${failed} FAILED` : `${passed} passed`
  return note ? `${counts} (${note})` : counts
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

/** The seed is told: `SEED=… node test/run.mjs model` makes the same runs. In CI there are more of them. */
async function modelTests() {
  const { SEED = String(Date.now() % 2 ** 31), CI, RUNS = CI === 'true' ? '10000' : '2500' } = process.env
  const note = `${RUNS} runs on each kind of client, seed ${SEED}`
  return { ...(await runProject('model', extra, { SEED, RUNS })), note }
}

/** Without the program that they need, tests are skipped and counted as such; in CI that is a failure. */
function testsWith(setUp, project) {
  return async () => {
    const { missing } = await setUp()
    if (!missing) return runProject(project, extra)
    if (process.env.CI === 'true') return { failed: 1, output: missing }
    const { ok, count, output } = await countTests(project)
    return ok ? { skipped: count, reason: missing } : { failed: 1, output }
  }
}
