import { fileURLToPath } from 'node:url'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import { bundleFor, servePage } from './app.js'
import { median, slope } from './numbers.js'
import { type Check, printTable, printTitle } from './report.js'
import type { BenchServer } from './server.js'

/** What `pages/calls.js` has for us. */
interface Calls {
  begin(): Promise<void>
  time(way: Way, count: number): Promise<number>
}

type Way = keyof typeof WAYS

const WAYS = {
  raw: 'WeixinJSBridge.invoke, a callback',
  vendor: "the vendor's wx.getNetworkType, in a promise by hand",
  throughScript: "wx-ready, through the vendor's script",
  overBridge: 'wx-ready, over the bridge',
}

/** 100,000 calls of each way: the heap is looked at after each of five legs. */
const LEGS = 5
const BATCHES = 10
const BATCH = 2000

/** Bytes that may stay for each call: less than a pointer. */
const MOST_KEPT = 4

/** What a call costs beside the client's own time, and whether anything of it stays. */
export async function manyCalls(browser: Browser, server: BenchServer): Promise<Check[]> {
  printTitle(
    `${(LEGS * BATCHES * BATCH).toLocaleString('en')} calls of each way, on a bridge that answers at once`,
    'overhead: beyond the bare bridge',
  )
  const file = fileURLToPath(new URL('pages/calls.js', import.meta.url))
  const { url } = servePage(server, 'calls', { code: await bundleFor(server, file) })
  const context = await browser.newContext({ userAgent: USER_AGENTS.android })
  try {
    const page = await context.newPage()
    await page.addInitScript(installInstantBridge)
    await page.goto(url)
    const session = await context.newCDPSession(page)
    await session.send('HeapProfiler.enable')
    return [await callManyTimes(page, session)]
  } finally {
    await context.close()
  }
}

async function callManyTimes(page: Page, session: CDPSession): Promise<Check> {
  const ways = Object.keys(WAYS) as Way[]
  const times = new Map<Way, number[]>(ways.map(way => [way, []]))
  const heap: { x: number; y: number }[] = []
  await page.evaluate(() => (window as unknown as { calls: Calls }).calls.begin())
  for (let leg = 1; leg <= LEGS; leg += 1) {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      for (const way of ways) times.get(way)?.push(await time(page, way))
    }
    heap.push({ x: leg * BATCHES * BATCH, y: await heapInUse(session) })
  }

  const raw = median(times.get('raw') ?? [])
  printTable(
    ['', 'median µs a call', 'overhead µs'],
    ways.map(way => {
      const each = median(times.get(way) ?? [])
      return [WAYS[way], each.toFixed(2), (each - raw).toFixed(2)]
    }),
  )
  for (const { x, y } of heap)
    console.log(`  heap after ${x.toLocaleString('en')} calls: ${(y / 1000).toFixed(1)} kB`)
  const kept = slope(heap)
  return {
    what: `heap: it grows by ${kept.toFixed(2)} bytes a call, at most ${MOST_KEPT}`,
    held: kept <= MOST_KEPT,
  }
}

function time(page: Page, way: Way): Promise<number> {
  return page.evaluate(([way, count]) => (window as unknown as { calls: Calls }).calls.time(way, count), [
    way,
    BATCH,
  ] as const)
}

/** Of scripts and of the page's own objects, as timers and listeners, after everything unused has been collected. */
async function heapInUse(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize, embedderHeapUsedSize } = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number
    embedderHeapUsedSize: number
  }
  return usedSize + embedderHeapUsedSize
}

/** A client that takes everything and answers before `invoke` returns. Runs in the page. */
function installInstantBridge(): void {
  const WeixinJSBridge = {
    invoke(name: string, _parameters: object, callback: (answer: object) => void) {
      callback(
        name === 'getNetworkType'
          ? { err_msg: 'network_type:wifi', subtype: 'wifi' }
          : { err_msg: `${name}:ok` },
      )
    },
    on() {},
  }
  Object.assign(window, { WeixinJSBridge, bench: { begin() {} } })
}
