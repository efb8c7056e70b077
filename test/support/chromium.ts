import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './programs.mjs'

/** Starts a headless Chromium, with `args` of its command line besides; who starts it closes it. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium: run `node test/support/programs.mjs` first.')
  return chromium.launch({ executablePath, args: [...QUIET, ...args], timeout: 60_000 })
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

/** For where nobody plays the vendor's hosts: its script reports its use, from wherever it runs. */
export const NO_OTHER_HOST: readonly string[] = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
