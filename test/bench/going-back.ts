import type { Browser } from 'playwright-core'
import type { Served } from './app.js'
import { type Check, printTitle } from './report.js'
import type { BenchServer } from './server.js'
import { visit } from './visit.js'

/** Two URLs, the first one twice: the server signs each of them once. */
const SIGNATURES = 2

/** Going back to a URL asks the server nothing, and yet the page is verified there again. */
export async function goingBack(browser: Browser, server: BenchServer, page: Served): Promise<Check[]> {
  printTitle('Going back to a URL', 'wx-ready: /a → /b → back to /a, a call at each')
  server.delays = { script: 0, signature: 0 }
  const before = server.signatures
  const verifications = await visit(browser, page.url, { verification: 0, also: ['b'] }, (_ready, opened) =>
    opened.evaluate(async () => {
      const wx = window.bench.api as import('../../src/browser/index.js').Wx
      history.pushState(null, '', 'b')
      await wx.hideOptionMenu()
      const back = new Promise(resolve => addEventListener('popstate', resolve, { once: true }))
      history.back()
      await back
      // It rejects unless the client has the signature of this URL.
      await wx.hideOptionMenu()
      return window.bench.verifications
    }),
  )
  const asked = server.signatures - before
  console.log(`  ${asked} signatures asked for, ${verifications} verifications`)
  return [
    { what: `going back: ${asked} signatures asked for, ${SIGNATURES} expected`, held: asked === SIGNATURES },
    { what: `going back: verified ${verifications} times, 3 expected`, held: verifications === 3 },
  ]
}
