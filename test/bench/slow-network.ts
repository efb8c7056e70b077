import type { Browser } from 'playwright-core'
import { type App, servePage } from './app.js'
import { compare } from './compare.js'
import { type Check, printTitle } from './report.js'
import { type BenchServer, BYTES } from './server.js'
import { timeOf } from './slow-4g.js'
import { visit } from './visit.js'

const ROUNDS = 7

/** In ms. On such a network a client takes longer, which would only bring all contenders nearer to each other. */
const VERIFICATION = 100

/** The same with every byte counted: from the start of the navigation, with an empty cache, on a slow network. */
export async function slowNetwork(
  browser: Browser,
  server: BenchServer,
  apps: readonly App[],
): Promise<Check[]> {
  printTitle(
    'Time to ready on "Slow 4G" from an empty cache, from the start of the navigation',
    `562.5 ms for each request, 1.44 Mbit/s down, 675 kbit/s up; verification ${VERIFICATION} ms`,
  )
  server.delays = { script: 0, signature: 0 }
  const results = apps.map(app => ({
    app,
    ...servePage(server, app.contender.name, app),
    times: [] as number[],
  }))
  const options = { verification: VERIFICATION, throttled: true }
  // The first visit pays for a browser that has just started.
  const slow = await isAsSlowAsItShouldBe(browser, results[0]?.url as string)
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { url, times } of results)
      times.push(await visit(browser, url, options, ({ sinceNavigation }) => sinceNavigation))
  }
  return [slow, compare('slow 4G', results)]
}

/** A network that is not slowed down would make the rest worth nothing. */
async function isAsSlowAsItShouldBe(browser: Browser, url: string): Promise<Check> {
  const count = 180_000
  const address = new URL(`${BYTES}?count=${count}`, url).href
  const options = { verification: VERIFICATION, throttled: true }
  const { took, document } = await visit(browser, url, options, (_ready, page) =>
    page.evaluate(async address => {
      const start = performance.now()
      await (await fetch(address)).arrayBuffer()
      return { took: performance.now() - start, document: window.bench.created }
    }, address),
  )
  const due = timeOf(count)
  const what = `slow 4G: ${count} bytes took ${took.toFixed(0)} ms, ${due.toFixed(0)} ms are due; the document's first byte took ${document.toFixed(0)} ms`
  const near = took > due * 0.97 && took < due * 1.1
  return { what, held: near && document > timeOf(0) * 0.97 }
}
