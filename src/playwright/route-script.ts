import type { BrowserContext } from '@playwright/test'

/** WeChat's hosts of jweixin.js. */
const SCRIPT_HOSTS = /^https?:\/\/res2?\.wx\.qq\.com\//

export async function routeScript(context: BrowserContext, script: string): Promise<void> {
  if (script === 'online') return
  await context.route(SCRIPT_HOSTS, route =>
    script === 'blocked'
      ? route.abort()
      : route.fulfill({ path: script, contentType: 'text/javascript; charset=utf-8' }),
  )
}
