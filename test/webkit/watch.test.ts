import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import { PAGE_SCRIPT_TAG, readBuilt } from '../support/built.js'
import { type Listening, listen } from '../support/listen.js'
import type { Visitor } from '../support/visitor.js'
import { startWebKit, type WebKit } from '../support/webkit.js'

let webKit: WebKit
let visitor: Visitor
let head = ''
let pages: Listening
beforeAll(async () => {
  const script = readBuilt(PAGE_SCRIPT_TAG)
  pages = await listen(async () => {
    const html = `<!doctype html>${head}<script>${script}</script>`
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
  })
  webKit = await startWebKit()
  visitor = await webKit.visit(USER_AGENTS.ios)
})
afterAll(async () => {
  await visitor?.leave()
  webKit?.stop()
  await pages?.close()
})

const WITHOUT = 'delete window.navigation; delete Window.prototype.navigation'

describe.each([
  ['this browser', ''],
  ['an element of that name', `<script>${WITHOUT}</script><nav id="navigation"></nav>`],
  ['a variable of that name', '<script>var navigation = { open: true }</script>'],
  ['a read-only history', `<script>${WITHOUT}; Object.freeze(history)</script>`],
])('watch in WebKit with %s', (_name, html) => {
  it('watch follows navigation until it is stopped', async () => {
    head = html
    await visitor.open(`${pages.origin}/landing`)
    const told = () => visitor.evaluate('window.told')
    await visitor.evaluate(
      `(window.told = [], window.stop = WxReady.watch({ navigated: () => told.push(location.pathname) }), history.pushState(null, '', '/a'), 1)`,
    )
    await expect.poll(told).toEqual(['/a'])
    await visitor.evaluate(`(history.replaceState(null, '', '/b'), 1)`)
    await expect.poll(told).toEqual(['/a', '/b'])
    await visitor.evaluate('(history.back(), 1)')
    await expect.poll(told).toEqual(['/a', '/b', '/landing'])
    await visitor.evaluate(`(stop(), history.pushState(null, '', '/c'), 1)`)
    await new Promise(resolve => setTimeout(resolve, 600))
    expect(await told()).toEqual(['/a', '/b', '/landing'])
  })
})
