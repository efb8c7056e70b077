import type { BrowserContext } from '@playwright/test'
import { createAccount, signatureHandler } from '../server/index.js'
import type { SimulatedPlatform } from '../simulator/platform/index.js'
import { fulfillWith } from './fulfill.js'

/** Signs as the app's server would: with tickets of the platform, its faults, and a new ticket for a refused page. */
export async function routeSignature(
  context: BrowserContext,
  pattern: string | RegExp | false,
  platform: SimulatedPlatform,
  credentials: { appId: string; secret: string },
): Promise<void> {
  if (pattern === false) return
  const account = createAccount({
    ...credentials,
    hosts: ['http://platform.invalid'],
    fetch: async (url, init) => platform.handler(new Request(url as string, init)),
  })
  context.on('close', () => void account.close())
  await context.route(pattern, route => {
    const request = route.request()
    const page = new URL(request.url()).searchParams.get('url') ?? ''
    // Only the simulator accepts the signature, so there is nothing to protect.
    const allow = URL.canParse(page) && /^https?:/i.test(page) ? new URL(page).origin : 'http://localhost'
    const sign = signatureHandler(account, { allow, onEvent: () => {} })
    return fulfillWith(route, sign(new Request(request.url())))
  })
}
