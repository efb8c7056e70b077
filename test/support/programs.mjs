/**
 * Finds the programs that the tests drive, and sets up what is missing.
 *
 * Alone: `node test/support/programs.mjs`
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { runCommand } from './command.mjs'
import { FULL_RUN } from './full-run.mjs'

/** Chromium without a user interface: a page takes two thirds of the processor time. A full run has the one that people use. */
const SHELL = 'chromium-headless-shell'

/** What the tests need of a machine. */
const CHROMIUM = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  find: findChromium,
  commands: [
    ...(FULL_RUN ? [] : [SHELL]),
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
  aptPackages: `${FULL_RUN ? 'chromium' : SHELL} fonts-noto-cjk`,
  playwright: 'chromium',
}

/** WebKit as Linux has it: a driver, the browser that it drives, and a display for that. */
const WEBKIT = {
  name: 'WebKitWebDriver with MiniBrowser and Xvfb',
  find: findWebKit,
  aptPackages: 'webkit2gtk-driver xvfb',
}

const REDIS = {
  name: 'redis-server',
  find: findRedis,
  aptPackages: 'redis-server',
}

/** For signature endpoints in other languages; in a full run only. */
const LANGUAGES = {
  php: { name: 'php', find: () => onPath('php')[0], aptPackages: 'php-cli' },
  python: { name: 'python3', find: () => onPath('python3')[0], aptPackages: 'python3' },
  go: { name: 'go', find: () => onPath('go')[0], aptPackages: 'golang-go' },
  // It compiles the source file as well.
  java: {
    name: 'java',
    find: () => onPath('javac')[0] && onPath('java')[0],
    aptPackages: 'default-jdk-headless',
  },
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
  const chosen = process.env[CHROMIUM.variable]
  if (chosen) return existsSync(chosen) ? chosen : undefined
  return [...CHROMIUM.commands.flatMap(onPath), ...CHROMIUM.places].find(starts)
}

/** @returns {{ driver: string, browser: string, display: string } | undefined} their paths, where all are there */
export function findWebKit() {
  const [driver] = onPath('WebKitWebDriver')
  const [display] = onPath('Xvfb')
  const browser = ['/usr/lib', '/usr/libexec', '/usr/lib64', ...foldersIn('/usr/lib')]
    .flatMap(folder => ['4.1', '4.0'].map(version => join(folder, `webkit2gtk-${version}/MiniBrowser`)))
    .find(isProgram)
  return driver && display && browser ? { driver, browser, display } : undefined
}

/** @returns {string | undefined} the path of a Redis server */
export function findRedis() {
  return onPath('redis-server')[0]
}

/** @returns {Promise<{ found: string } | { missing: string }>} what was found or installed, or what to do */
export function setUpChromium() {
  return setUp(CHROMIUM)
}

/** @returns {Promise<{ found: object } | { missing: string }>} */
export function setUpWebKit() {
  return setUp(WEBKIT)
}

/** @returns {Promise<{ found: string } | { missing: string }>} */
export function setUpRedis() {
  return setUp(REDIS)
}

/**
 * @param {keyof typeof LANGUAGES} language
 * @returns {Promise<{ found: string } | { missing: string }>}
 */
export function setUpLanguage(language) {
  return setUp(LANGUAGES[language])
}

function onPath(command) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map(folder => join(folder, command)).filter(isProgram)
}

function foldersIn(folder) {
  try {
    return readdirSync(folder).map(name => join(folder, name))
  } catch {
    return []
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A file alone proves little: on Ubuntu `chromium-browser` only says that it wants a snap. */
function starts(path) {
  if (!isProgram(path)) return false
  // There `--version` opens a window.
  if (process.platform === 'win32') return true
  return spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0
}

async function setUp(tool) {
  const chosen = tool.variable && process.env[tool.variable]
  if (chosen && !existsSync(chosen)) return { missing: `${tool.variable} names no file: ${chosen}` }
  let found = tool.find()
  for (const install of [installByApt, installByPlaywright]) {
    if (found) return { found }
    await install(tool)
    found = tool.find()
  }
  const otherwise = tool.variable ? ` or name it in ${tool.variable}` : ''
  return found ? { found } : { missing: `no ${tool.name} found: install it${otherwise}` }
}

/** The tests set up several programs at once, and apt-get does one thing at a time. */
let aptGet = Promise.resolve()

function installByApt(tool) {
  aptGet = aptGet.then(() => aptInstall(tool))
  return aptGet
}

async function aptInstall({ aptPackages }) {
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
  for (const setUp of [setUpChromium, setUpWebKit, setUpRedis]) {
    const { found, missing } = await setUp()
    console.log(found ?? missing)
    if (missing) process.exitCode = 1
  }
}
