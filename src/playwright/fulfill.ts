import type { Route } from '@playwright/test'

/** Answers a request with a response; with a connection that breaks, if there is none. */
export async function fulfillWith(route: Route, responding: Promise<Response>): Promise<void> {
  try {
    const response = await responding
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  } catch {
    // The page may be gone, too.
    await route.abort('connectionreset').catch(() => {})
  }
}
