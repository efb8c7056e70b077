import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoServer, startDemo } from './demo-server.js'
import { inThisRun } from './full-run.mjs'
import type { Visitor } from './visitor.js'

/** The small apps of the demo, and what sets each apart. */
const ALL_APPS = [
  { name: 'vue', signedByServer: false, manyPages: false },
  { name: 'react', signedByServer: false, manyPages: false },
  { name: 'server-rendered', signedByServer: true, manyPages: false },
  { name: 'pages', signedByServer: false, manyPages: true },
] as const

type App = (typeof ALL_APPS)[number]

const APPS = inThisRun<App>(ALL_APPS, ({ name }) => name === 'vue')

/** As WeChat opens a link that a friend has sent. */
const DEEP_LINK = '/walk/weir?tour=1&from=singlemessage&isappinstalled=0'

/** What is shared of it is what stayed the same for everybody. */
const DEEP_LINK_AS_SHARED = '/walk/weir?tour=1'

const ROUTES = ['ferry', 'reeds', 'kiln', 'source', 'weir']

/** What happened in a page since somebody looked last. */
interface Seen {
  url: string
  status: string
  title: string | undefined
  /** Whether chats and Moments would show this title. */
  isTitleShared: boolean
  network: string
  /** Where the page stood when it was verified. */
  verified: string[]
  /** What a signature was asked for. */
  signed: string[]
  /** Where the page stood when it was asked for the network. */
  called: string[]
  /** What WeChat has not answered yet. */
  unanswered: number
  /** What WeChat refused. */
  refused: unknown[]
  /** What a chat and Moments would show now. */
  shared: ({ title: string; link: string; imgUrl: string } | undefined)[]
  /** Whether this is a page that was left before, as it was left. */
  restored: boolean
}

/** What the browser and the WeChat in it are like. */
interface Surroundings {
  /** Which URL this client checks. */
  readonly checks: 'current' | 'landing'
  /** Whether the browser gives a page back as it was left, from its back/forward cache. */
  readonly restoresPages: boolean
}

/** A visitor opens a deep link, moves through five routes, goes back twice, and shares and asks for the network on each. */
export function describeWalkThrough(
  name: string,
  { checks, restoresPages }: Surroundings,
  visit: () => Promise<Visitor>,
): void {
  describe(name, () => {
    let server: DemoServer
    beforeAll(async () => {
      server = await startDemo()
    })
    afterAll(() => server.stop())

    it.each(APPS)('loses WeChat nowhere in $name', async app => {
      const visitor = await visit()
      const at = (path: string) => `${server.origin}/${app.name}${path}`
      const known = new Set<string>()
      let wentBack = false
      const expectStop = async (path: string, pathAsShared = path) => {
        const [url, link] = [at(path), at(pathAsShared)]
        const seen = await look(visitor, url, link)
        const data = { title: seen.title, link, imgUrl: expect.stringMatching(/^http.*cover\.jpg$/) }
        expect(seen).toMatchObject({
          verified: isVerifiedAnew(app, known.size) ? [url] : [],
          called: [url],
          refused: [],
          shared: [data, data],
          ...(app.manyPages && { restored: restoresPages && wentBack }),
        })
        expect(seen.signed).toEqual(isSigned(app, known, seen) ? [url] : [])
        known.add(url)
      }
      try {
        await visitor.open(at(DEEP_LINK))
        await expectStop(DEEP_LINK, DEEP_LINK_AS_SHARED)
        for (const route of ROUTES) {
          await visitor.press(route)
          await expectStop(`/walk/${route}`)
        }
        for (const route of ['source', 'kiln']) {
          wentBack = true
          await visitor.back()
          await expectStop(`/walk/${route}`)
        }
        expect(visitor.problems).toEqual([])
      } finally {
        await visitor.leave()
      }
    })

    /** Once for each page, and for each route where the client checks the current URL. */
    function isVerifiedAnew({ manyPages }: App, stopsBefore: number): boolean {
      return manyPages || checks === 'current' || stopsBefore === 0
    }

    /** Going back asks the server nothing, but in a page that has forgotten all. */
    function isSigned(app: App, known: ReadonlySet<string>, { url, restored }: Seen): boolean {
      if (app.manyPages) return !restored
      if (known.size === 0) return !app.signedByServer
      return checks === 'current' && !known.has(url)
    }
  })
}

/** Waits until the page is there, and is shared as such; asks for the network; and tells what happened. */
async function look(visitor: Visitor, url: string, link: string): Promise<Seen> {
  const peek = () => visitor.evaluate<Seen>(SEEN)
  // A router changes the URL first: until the page is rendered, it is shared with its new link and its old title.
  await expect
    .poll(peek)
    .toMatchObject({ url, status: 'ready', isTitleShared: true, shared: [{ link }, { link }] })
  await visitor.press('ask')
  await expect.poll(peek).toMatchObject({ called: [url], unanswered: 0, network: 'wifi' })
  const seen = await peek()
  await visitor.evaluate('window.markSeen()')
  return seen
}

/** Runs in the page. */
const SEEN = `(${function seen() {
  interface Page extends Window {
    demo: { simulator: { calls: SimulatedCall[] } }
    marked?: { calls: number; signed: number }
    markSeen(): void
  }
  interface SimulatedCall {
    clientName: string
    url: string
    parameters: Record<string, string>
    answer?: { err_msg?: string }
  }
  const page = window as unknown as Page
  const { calls } = page.demo.simulator
  const signed = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ pathname }) => pathname === '/wx/signature')
    .map(({ searchParams }) => searchParams.get('url') ?? '')
  page.markSeen = () => {
    page.marked = { calls: calls.length, signed: signed.length }
  }
  const since = page.marked ?? { calls: 0, signed: 0 }
  const latest = calls.slice(since.calls)
  const named = (name: string) => latest.filter(call => call.clientName === name)
  const urlsOf = (name: string) => named(name).map(({ url }) => url.split('#')[0])
  const text = (id: string) => document.getElementById(id)?.textContent?.trim() ?? ''
  const title = document.querySelector('h2')?.textContent
  const shared = ['updateAppMessageShareData', 'updateTimelineShareData'].map(
    name => calls.filter(call => call.clientName === name).pop()?.parameters,
  )
  return {
    url: location.href,
    title,
    isTitleShared: shared.every(data => data?.title === title),
    status: document.getElementById('state')?.dataset.status,
    network: text('network'),
    verified: urlsOf('preVerifyJSAPI'),
    signed: signed.slice(since.signed),
    called: urlsOf('getNetworkType'),
    unanswered: latest.filter(({ answer }) => answer === undefined).length,
    refused: latest.filter(({ answer }) => /fail/.test(answer?.err_msg ?? '')),
    shared,
    restored: page.marked !== undefined,
  }
}})()`
