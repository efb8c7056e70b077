import type { BrowserContext } from '@playwright/test'
import type { SimulatedPlatform } from '../simulator/platform/index.js'
import { fulfillWith } from './fulfill.js'

/** Where pages reach the simulated platform, on their own origin: a Content Security Policy with `'self'` allows it. */
export const PLATFORM_PATH = '/@wx-ready/platform'

export async function routePlatform(context: BrowserContext, platform: SimulatedPlatform): Promise<void> {
  await context.route(
    url => url.pathname.startsWith(`${PLATFORM_PATH}/`),
    route => {
      const request = route.request()
      const url = new URL(request.url())
      url.pathname = url.pathname.slice(PLATFORM_PATH.length)
      const body = request.postDataBuffer()
      const init = { method: request.method(), headers: request.headers() }
      return fulfillWith(
        route,
        platform.handler(new Request(url, body ? { ...init, body: new Uint8Array(body) } : init)),
      )
    },
  )
}
