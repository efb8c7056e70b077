import type { Browser, Page } from 'playwright-core'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import { installClient, type Outcome, type Ready } from './client.js'
import { signatureOf } from './signing.js'
import { throttle } from './slow-4g.js'

export interface VisitOptions {
  /** How long the client takes to verify, in ms. */
  readonly verification: number
  readonly throttled?: boolean
  /** Paths that the page goes to besides its own. */
  readonly also?: readonly string[]
}

/**
 * Opens a page with nothing kept from before, in WeChat on Android, and waits until it is ready. The debugger that
 * drives it holds up the page's scripts by some milliseconds, and the longer ones more: what is told of ours is on the
 * safe side.
 *
 * @param look is given the page while it is still open
 */
export async function visit<T>(
  browser: Browser,
  url: string,
  { verification, throttled = false, also = [] }: VisitOptions,
  look: (ready: Ready, page: Page) => T | Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ userAgent: USER_AGENTS.android })
  try {
    const page = await context.newPage()
    const urls = [url, ...also.map(path => new URL(path, url).href)]
    const signatures = Object.fromEntries(urls.map(each => [each, signatureOf(each)]))
    const told = await listen(page)
    await page.addInitScript(installClient, { verification, signatures })
    if (throttled) await throttle(await context.newCDPSession(page))
    await page.goto(url, { waitUntil: 'commit' })
    const outcome = await told.outcome
    if ('failure' in outcome) throw new Error(`${url}: ${outcome.failure}`)
    return await look(outcome.ready, page)
  } finally {
    await context.close()
  }
}

/** What the page tells, or throws, once it has been opened. */
async function listen(page: Page): Promise<{ outcome: Promise<Outcome> }> {
  let tell = (_outcome: Outcome) => {}
  const outcome = new Promise<Outcome>(resolve => {
    tell = resolve
  })
  page.on('pageerror', error => tell({ failure: String(error) }))
  await page.exposeFunction('tellOutcome', tell)
  return { outcome }
}
