import { runInThisContext } from 'node:vm'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { inThisRun } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'
import { bundleKit } from '../support/kit.js'
import { badSignature, useWorld } from '../support/world.js'

declare global {
  interface Window {
    ReactKit: typeof import('../support/kits/react.js')
    /** The results of `useWxReady`, one entry for each render. */
    drawn: string[]
    /** Renders the page again. */
    draw(route: string): void
    unmount(): void
  }
}

const world = useWorld()

const RELEASES = inThisRun<[string, Record<string, string>]>(
  [
    ['18', { react: 'react-18', 'react-dom': 'react-dom-18' }],
    ['19', {}],
  ],
  ([release]) => release === '19',
)

describe.each(RELEASES)('React %s', (release, replaced) => {
  let kit: string
  beforeAll(async () => {
    kit = await bundleKit('react', 'ReactKit', replaced)
  })

  /** Opens a page with the kit and `body`. */
  async function open(options: Parameters<typeof world.open>[0] = {}) {
    const opened = await world.open({ ...options, head: `<div id="root">${options.head ?? ''}</div>` })
    await opened.page.addScriptTag({ content: kit })
    return opened
  }

  itInFullRun('is the installed release', async () => {
    const { page } = await open()
    const versions = await page.evaluate(() => [window.ReactKit.version, window.ReactKit.domVersion])
    for (const version of versions) expect(version.startsWith(`${release}.`)).toBe(true)
  })

  describe('useWxReady', () => {
    it('verifies the page once for all components, which see the same state in each render', async () => {
      const opened = await open()
      await opened.page.evaluate(drawStates)
      await expect.poll(() => lastDrawn(opened.page)).toBe(`ready ${world.origin}/landing`)
      const drawn = await opened.page.evaluate(() => window.drawn)
      expect(drawn[0]).toBe('idle')
      expect(new Set(drawn)).toEqual(new Set(['idle', 'verifying', `ready ${world.origin}/landing`]))
      const shown = await opened.page.textContent('#root')
      expect(shown).toBe(`ready ${world.origin}/landing`.repeat(2))
      expect(opened.signatures()).toBe(1)
      expect(await opened.verifications()).toBe(1)
    })

    it('verifies the page again when its URL changes, until the provider is unmounted', async () => {
      const opened = await open()
      await opened.page.evaluate(drawStates)
      await expect.poll(() => lastDrawn(opened.page)).toBe(`ready ${world.origin}/landing`)
      await opened.page.evaluate(() => history.pushState(null, '', '/next'))
      await expect.poll(() => lastDrawn(opened.page)).toBe(`ready ${world.origin}/next`)
      const outcome = await opened.page.evaluate(async () => {
        window.unmount()
        history.pushState(null, '', '/far')
        await new Promise(resolve => setTimeout(resolve, 50))
        return window.ours.state
      })
      expect(outcome).toMatchObject({ status: 'ready', url: `${world.origin}/next` })
    })

    it('returns the error, and the new state once the cause is fixed', async () => {
      const { page } = await open()
      world.signer = badSignature
      await page.evaluate(drawStates)
      await expect.poll(() => lastDrawn(page)).toBe('failed INVALID_SIGNATURE')
      world.signer = undefined
      await page.evaluate(() => window.ours.ready())
      expect(await lastDrawn(page)).toBe(`ready ${world.origin}/landing`)
    })

    it('a component that is mounted because of the failed state does not retry in a loop', async () => {
      const { page, signatures } = await open()
      world.signer = () => new Response('down', { status: 503 })
      await page.evaluate(async () => {
        const { createElement, createRoot, useWxReady, WxProvider } = window.ReactKit
        const Failure = () => useWxReady().error?.code
        const Page = () => (useWxReady().error ? createElement(Failure) : null)
        const root = createRoot(document.getElementById('root') as HTMLElement)
        root.render(createElement(WxProvider, { wx: window.ours }, createElement(Page)))
        await new Promise(resolve => setTimeout(resolve, 200))
      })
      expect(await page.textContent('#root')).toBe('SIGNATURE_FAILED')
      expect(signatures()).toBe(1)
    })

    itInFullRun('outside WeChat fails at once and sends nothing', async () => {
      const { page, requests } = await open({ simulator: false })
      await page.evaluate(drawStates)
      await expect.poll(() => lastDrawn(page)).toBe('failed NOT_IN_WECHAT')
      expect(requests).toEqual([])
    })
  })

  describe('useShare', () => {
    async function drawn(route: string): Promise<Page> {
      const { page } = await open()
      await page.evaluate(drawShares)
      await page.evaluate(route => window.draw(route), route)
      return page
    }

    it('shares the data of the innermost component, and that of its layout once it is unmounted', async () => {
      const page = await drawn('article')
      await expect.poll(() => titles(page)).toEqual(['article'])
      await page.evaluate(() => window.draw('empty'))
      await expect.poll(() => titles(page)).toEqual(['article', 'layout'])
      await page.evaluate(() => window.draw('other'))
      await expect.poll(() => titles(page)).toEqual(['article', 'layout', 'other'])
    })

    it('shares changed data again, but not a new object that is equal', async () => {
      const page = await drawn('article')
      await expect.poll(() => titles(page)).toEqual(['article'])
      await page.evaluate(() => window.draw('article'))
      await page.evaluate(() => window.draw('article, now read'))
      await expect.poll(() => titles(page)).toEqual(['article', 'article, now read'])
    })

    it.each(['loading', 'null'])('shares nothing while the data is %s', async route => {
      const page = await drawn(route)
      await expect.poll(() => titles(page)).toEqual(['layout'])
      await page.evaluate(() => window.draw('loaded'))
      await expect.poll(() => titles(page)).toEqual(['layout', 'loaded'])
    })
  })

  itInFullRun('useShare reports nothing outside WeChat', async () => {
    const { page } = await open({ simulator: false })
    await page.evaluate(drawShares)
    await page.evaluate(async () => {
      window.draw('article')
      await new Promise(resolve => setTimeout(resolve, 20))
    })
    expect(await page.evaluate(() => window.reported)).toEqual([])
  })

  itInFullRun('the provider can be given another wx', async () => {
    const { page } = await open()
    const outcome = await page.evaluate(async () => {
      const { createElement, createRoot, flushSync, useShare, useWx, useWxReady, WxProvider } =
        window.ReactKit
      const shared: string[] = []
      const told: string[] = []
      const wxNamed = (name: string) => ({
        ...window.ours,
        share: async () => void shared.push(name),
        ready: async () => void told.push(`${name} ready`) as never,
        navigated: () => told.push(`${name} navigated`),
        client: window.ours.client,
        state: window.ours.state,
      })
      const seen: unknown[] = []
      const Page = () => {
        seen.push(useWx())
        useWxReady()
        useShare({ title: 'T', imgUrl: '/i.png' })
        return null
      }
      const root = createRoot(document.getElementById('root') as HTMLElement)
      const both = [wxNamed('first'), wxNamed('second')]
      for (const wx of both) {
        flushSync(() => root.render(createElement(WxProvider, { wx }, createElement(Page))))
        await new Promise(resolve => setTimeout(resolve))
      }
      history.pushState(null, '', '/next')
      await new Promise(resolve => setTimeout(resolve, 20))
      return { shared, told, seen: seen.map(wx => both.indexOf(wx as never)) }
    })
    expect(outcome).toEqual({
      shared: ['first', 'second'],
      told: ['first ready', 'second ready', 'second navigated'],
      seen: [0, 1],
    })
  })

  itInFullRun('the hooks throw INVALID_ARGUMENT without a provider', async () => {
    const { page } = await open()
    const outcome = await page.evaluate(() => {
      const { createElement, renderToString, useWx } = window.ReactKit
      const Page = () => {
        useWx()
        return null
      }
      try {
        return renderToString(createElement(Page))
      } catch (error) {
        const { code, errMsg } = error as { code: string; errMsg: string }
        return { code, errMsg }
      }
    })
    expect(outcome).toEqual({ code: 'INVALID_ARGUMENT', errMsg: '<WxProvider wx={wx}> is missing above' })
  })

  it('renders on a server, and hydrates on a page that is already verifying', async () => {
    const html: string = runInThisContext(`${kit};(${renderOnServer})(ReactKit)`)
    expect(html).toBe('<p>idle</p>')
    const { page } = await open({ head: html })
    const told: string[] = []
    page.on('console', message => told.push(message.text()))
    await page.evaluate(() => {
      const { createElement, hydrateRoot, StrictMode, useWxReady, WxProvider } = window.ReactKit
      // Before React hydrates, so that the state already differs from the server's.
      window.ours.ready()
      if (window.ours.state.status !== 'verifying') throw new Error('not on its way')
      const Page = () => createElement('p', null, useWxReady().state.status)
      hydrateRoot(
        document.getElementById('root') as HTMLElement,
        createElement(StrictMode, null, createElement(WxProvider, { wx: window.ours }, createElement(Page))),
      )
    })
    await expect.poll(() => page.textContent('#root')).toBe('ready')
    expect(told.filter(text => !text.includes('React DevTools'))).toEqual([])
  })
})

const lastDrawn = (page: Page) => page.evaluate(() => window.drawn[window.drawn.length - 1])

/** The titles that were set for chats, in order. */
const titles = (page: Page) =>
  page.evaluate(() =>
    window.simulator.calls
      .filter(({ clientName }) => clientName === 'updateAppMessageShareData')
      .map(({ parameters }) => parameters.title),
  )

/** Runs in the page: two components that render the state. */
function drawStates(): void {
  const { createElement, createRoot, StrictMode, useWxReady, WxProvider } = window.ReactKit
  window.drawn = []
  const State = () => {
    const { state, error } = useWxReady()
    const url = state.status === 'ready' ? state.url : undefined
    const text = [state.status, url, error?.code].filter(Boolean).join(' ')
    window.drawn.push(text)
    return text
  }
  const root = createRoot(document.getElementById('root') as HTMLElement)
  window.unmount = () => root.unmount()
  const twice = [createElement(State, { key: 1 }), createElement(State, { key: 2 })]
  root.render(createElement(StrictMode, null, createElement(WxProvider, { wx: window.ours }, ...twice)))
}

/** Runs in the page: a layout with share data, and an article in it that may have its own. */
function drawShares(): void {
  const { createElement, createRoot, flushSync, StrictMode, useShare, WxProvider } = window.ReactKit
  const imgUrl = '/i.png'
  const Article = ({ title }: { title: string }) => {
    useShare(title === 'loading' ? undefined : title === 'null' ? null : { title, imgUrl })
    return title
  }
  const Layout = ({ route }: { route: string }) => {
    useShare({ title: 'layout', imgUrl })
    return createElement('main', null, route === 'empty' ? null : createElement(Article, { title: route }))
  }
  const root = createRoot(document.getElementById('root') as HTMLElement)
  window.draw = route =>
    flushSync(() =>
      root.render(
        createElement(
          StrictMode,
          null,
          createElement(WxProvider, { wx: window.ours }, createElement(Layout, { route })),
        ),
      ),
    )
}

/** Runs on a server. */
function renderOnServer(kit: Window['ReactKit']): string {
  const { createElement, createWx, renderToString, useShare, useWxReady, WxProvider } = kit
  const Page = () => {
    useShare({ title: 'T', imgUrl: '/i.png' })
    return createElement('p', null, useWxReady().state.status)
  }
  const wx = createWx({
    signature: async () => {
      throw new Error('a server asks nothing')
    },
  })
  return renderToString(createElement(WxProvider, { wx }, createElement(Page)))
}
