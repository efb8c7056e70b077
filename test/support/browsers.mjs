/**
 * Finds the programs that the tests drive, and sets up what is missing.
 *
 * Alone: `node test/support/browsers.mjs`
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { runCommand } from './command.mjs'

/** What the tests need of a machine: a row for each program. */
const CHROMIUM = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  commands: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'microsoft-edge',
  ],
  places: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .filter(folder => process.env[folder])
      .map(folder => join(process.env[folder], 'Google/Chrome/Application/chrome.exe')),
    playwrightsOwn(),
  ],
  // Chinese pages need letters to draw.
  aptPackages: 'chromium fonts-noto-cjk',
  playwright: 'chromium',
}

function playwrightsOwn() {
  try {
    return chromium.executablePath()
  } catch {
    // Playwright has no build for this system.
    return ''
  }
}

/** @returns {string | undefined} the path of a Chromium that starts */
export function findChromium() {
  return find(CHROMIUM)
}

/** @returns {Promise<{ path: string } | { missing: string }>} what was found or installed, or what to do */
export function setUpChromium() {
  return setUp(CHROMIUM)
}

function find({ variable, commands, places }) {
  const chosen = process.env[variable]
  if (chosen) return existsSync(chosen) ? chosen : undefined
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = commands.flatMap(command => folders.map(folder => join(folder, command)))
  return [...onPath, ...places].find(starts)
}

/** A file alone proves little: on Ubuntu `chromium-browser` only says that it wants a snap. */
function starts(path) {
  try {
    accessSync(path, constants.X_OK)
  } catch {
    return false
  }
  // There `--version` opens a window.
  if (process.platform === 'win32') return true
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0
}

async function setUp(tool) {
  const chosen = process.env[tool.variable]
  if (chosen && !existsSync(chosen)) return { missing: `${tool.variable} names no file: ${chosen}` }
  let path = find(tool)
  for (const install of [installByApt, installByPlaywright]) {
    if (path) return { path }
    await install(tool)
    path = find(tool)
  }
  return path ? { path } : { missing: `no ${tool.name} found, install it or name it in ${tool.variable}` }
}

async function installByApt({ aptPackages }) {
  if (!aptPackages || !hasApt()) return
  const patience = '-o Acquire::Retries=2 -o Acquire::http::Timeout=20 -o DPkg::Lock::Timeout=60'
  const updated = await tell(`apt-get update ${patience}`, 120_000)
  if (updated) await tell(`apt-get install -y --no-install-recommends ${patience} ${aptPackages}`, 300_000)
}

async function installByPlaywright({ playwright }) {
  if (!playwright) return
  // Its build needs libraries of the system; only root can add those.
  await tell(`playwright-core install ${hasApt() ? '--with-deps ' : ''}${playwright}`, 300_000)
}

function hasApt() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

async function tell(command, limit) {
  console.log(`$ ${command}`)
  const { ok, output } = await runCommand(command, { limit, env: { DEBIAN_FRONTEND: 'noninteractive' } })
  if (!ok) console.log(output)
  return ok
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { path, missing } = await setUpChromium()
  console.log(path ?? missing)
  process.exitCode = path ? 0 : 1
}
