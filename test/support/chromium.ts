import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './programs.mjs'

let shared: Promise<Browser> | undefined

/** One for all files of a process: it starts with the first and ends with the process. */
export function sharedChromium(): Promise<Browser> {
  shared ??= launchChromium(LEAN)
  return shared
}

/** Starts a headless Chromium, with `args` of its command line besides; who starts it closes it. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium: run `node test/support/programs.mjs` first.')
  return chromium.launch({ executablePath, args: [...QUIET, ...args], timeout: 300_000 })
}

/** Nothing that asks the network by itself, and nothing that a container has not got. */
export const QUIET: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Every page is of one origin: to keep sites in processes of their own takes a fifth of what a page takes, and a new
 * frame for each navigation a third. The other features are those of Playwright's own list that concern a page:
 * Chromium takes the last list only.
 */
const LEAN: readonly string[] = [
  '--disable-site-isolation-trials',
  '--process-per-site',
  `--disable-features=${[
    'RenderDocument',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'HttpsFirstBalancedModeAutoEnable',
    'HttpsUpgrades',
    'PaintHolding',
    'ThirdPartyStoragePartitioning',
  ]}`,
]

/** For where nobody plays the vendor's hosts: its script reports its use, from wherever it runs. */
export const NO_OTHER_HOST: readonly string[] = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
