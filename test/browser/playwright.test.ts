import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PAGE_SCRIPT_TAG, ROOT, readBuilt } from '../support/built.js'
import { packageFolder } from '../support/full-run.mjs'
import { type Listening, listen } from '../support/listen.js'
import { findChromium } from '../support/programs.mjs'

/** `wx-ready/playwright` in a project of a user: the tests of test/playwright, run by Playwright itself. */
let project: string
let site: Listening
beforeAll(async () => {
  const html = await readFile(join(ROOT, 'test/playwright/site.html'), 'utf8')
  site = await listen(async request => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/walks/'))
      return new Response(html, { headers: { 'content-type': 'text/html' } })
    if (pathname === `/${PAGE_SCRIPT_TAG}`)
      return new Response(readBuilt(PAGE_SCRIPT_TAG), { headers: { 'content-type': 'text/javascript' } })
    return new Response('not found', { status: 404 })
  })
  project = await mkdtemp(join(tmpdir(), 'wx-ready-playwright-'))
  await cp(join(ROOT, 'test/playwright'), project, { recursive: true })
  const installed = join(project, 'node_modules')
  await mkdir(join(installed, '@playwright'), { recursive: true })
  // A copy, as npm installs it: a link would look for Playwright beside this repository's files.
  for (const part of ['package.json', 'dist'])
    await cp(join(ROOT, part), join(installed, 'wx-ready', part), { recursive: true })
  await symlink(packageFolder('@playwright/test'), join(installed, '@playwright/test'), 'junction')
})
afterAll(async () => {
  await site.close()
  await rm(project, { recursive: true, force: true })
})

it('every test passes', async () => {
  const report = await runPlaywright()
  const failures = report.suites.flatMap(specsOf).filter(({ ok }) => !ok)
  const texts = failures.map(({ title, tests }) => `${title}: ${tests[0]?.results[0]?.error?.message}`)
  expect(failures.length, texts.join('\n')).toBe(0)
  expect(report.errors).toEqual([])
  expect(report.stats.expected).toBe(8)
})

interface Suite {
  suites?: Suite[]
  specs?: Spec[]
}

interface Spec {
  title: string
  ok: boolean
  tests: { results: { error?: { message: string } }[] }[]
}

const specsOf = ({ suites = [], specs = [] }: Suite): Spec[] => [...specs, ...suites.flatMap(specsOf)]

async function runPlaywright(): Promise<{ suites: Suite[]; errors: object[]; stats: { expected: number } }> {
  const cli = join(packageFolder('@playwright/test'), 'cli.js')
  const child = spawn(process.execPath, [cli, 'test', '--reporter=json'], {
    cwd: project,
    env: {
      ...process.env,
      SITE: site.origin,
      CHROMIUM: findChromium(),
      VENDOR_SCRIPT: createRequire(import.meta.url).resolve('jweixin-1.6.0/index.original.js'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', data => {
    output += data
  })
  await new Promise(resolve => child.on('exit', resolve))
  return JSON.parse(output)
}
