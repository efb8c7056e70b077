import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './browsers.mjs'

/** Starts a headless Chromium; who starts it closes it. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium: run `node test/support/browsers.mjs` first.')
  return chromium.launch({ executablePath, args: QUIET, timeout: 60_000 })
}

/** Nothing that asks the network by itself, and nothing that a container has not got. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
