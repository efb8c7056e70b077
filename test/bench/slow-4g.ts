import type { CDPSession } from 'playwright-core'

/** "Slow 4G" as Chromium's DevTools have it: 90 % of 1.6 Mbit/s and 750 kbit/s, and 150 ms times 3.75 for each request. */
const SLOW_4G = { latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 } as const

/** Slows down all that the page asks for, its own document too. */
export async function throttle(session: CDPSession): Promise<void> {
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await session.send('Network.emulateNetworkConditions', { offline: false, ...SLOW_4G })
}

/** How long so many bytes take in answer to one request, in ms. */
export function timeOf(bytes: number): number {
  return SLOW_4G.latency + (bytes / SLOW_4G.downloadThroughput) * 1000
}
