import { runInThisContext } from 'node:vm'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleKit } from '../support/kit.js'
import { badSignature, useWorld } from '../support/world.js'

declare global {
  interface Window {
    VueKit: typeof import('../support/kits/vue.js')
    /** Changes what the page renders. */
    shown: { route: string; title: string }
    unmountVue(): void
  }
}

const world = useWorld()
let kit: string
beforeAll(async () => {
  kit = await bundleKit('vue', 'VueKit')
})

/** Opens a page with the kit and `head`. */
async function open(options: Parameters<typeof world.open>[0] = {}) {
  const opened = await world.open({ ...options, head: `<div id="root">${options.head ?? ''}</div>` })
  await opened.page.addScriptTag({ content: kit })
  return opened
}

describe('useWxReady', () => {
  it('verifies the page once for all components', async () => {
    const opened = await open()
    await opened.page.evaluate(mountStates)
    const ready = `ready ${world.origin}/landing`
    await expect.poll(() => opened.page.textContent('#root')).toBe(`${ready};${ready};`)
    expect(opened.signatures()).toBe(1)
    expect(await opened.verifications()).toBe(1)
  })

  it('verifies the page again when its URL changes, until the app is unmounted', async () => {
    const opened = await open()
    await opened.page.evaluate(mountStates)
    await expect.poll(() => opened.page.textContent('#root')).toContain('ready')
    await opened.page.evaluate(() => history.pushState(null, '', '/next'))
    await expect.poll(() => opened.page.textContent('#root')).toContain(`${world.origin}/next`)
    const outcome = await opened.page.evaluate(async () => {
      window.unmountVue()
      history.pushState(null, '', '/far')
      await new Promise(resolve => setTimeout(resolve, 50))
      return window.ours.state
    })
    expect(outcome).toMatchObject({ status: 'ready', url: `${world.origin}/next` })
    expect(await opened.page.textContent('#root')).toBe('')
  })

  it('a component mounted later has the ready state, and an unmounted one is not updated', async () => {
    const { page } = await open()
    const outcome = await page.evaluate(async () => {
      const { createApp, h, useWxReady, wxPlugin } = window.VueKit
      let listening = 0
      const wx = Object.create(window.ours, {
        subscribe: {
          value(listener: () => void) {
            const off = window.ours.subscribe(listener)
            listening += 1
            return () => {
              listening -= 1
              off()
            }
          },
        },
      })
      await wx.ready()
      const State = {
        setup() {
          const { state } = useWxReady()
          return () => h('p', state.value.status)
        },
      }
      const app = createApp(State).use(wxPlugin, wx)
      app.mount('#root')
      await new Promise(resolve => setTimeout(resolve, 20))
      const shown = document.getElementById('root')?.textContent
      const during = listening
      app.unmount()
      return { shown, during, after: listening }
    })
    expect(outcome).toEqual({ shown: 'ready', during: 1, after: 0 })
  })

  it('returns the error, and the new state once the cause is fixed', async () => {
    const { page } = await open()
    world.signer = badSignature
    await page.evaluate(mountStates)
    await expect.poll(() => page.textContent('#root')).toContain('failed INVALID_SIGNATURE')
    world.signer = undefined
    await page.evaluate(() => window.ours.ready())
    await expect.poll(() => page.textContent('#root')).toContain('ready')
  })

  it('a component that is mounted because of the failed state does not retry in a loop', async () => {
    const { page, signatures } = await open()
    world.signer = () => new Response('down', { status: 503 })
    await page.evaluate(async () => {
      const { createApp, h, useWxReady, wxPlugin } = window.VueKit
      const Failure = {
        setup() {
          const { error } = useWxReady()
          return () => error.value?.code
        },
      }
      const Page = {
        setup() {
          const { error } = useWxReady()
          return () => (error.value ? h(Failure) : h('i'))
        },
      }
      createApp(Page).use(wxPlugin, window.ours).mount('#root')
      await new Promise(resolve => setTimeout(resolve, 200))
    })
    expect(await page.textContent('#root')).toBe('SIGNATURE_FAILED')
    expect(signatures()).toBe(1)
  })

  it('outside WeChat fails at once and sends nothing', async () => {
    const { page, requests } = await open({ simulator: false })
    await page.evaluate(mountStates)
    await expect.poll(() => page.textContent('#root')).toContain('failed NOT_IN_WECHAT')
    expect(requests).toEqual([])
  })
})

describe('useShare', () => {
  async function mounted(route: string, options: Parameters<typeof open>[0] = {}): Promise<Page> {
    const { page } = await open(options)
    await page.evaluate(mountShares, route)
    return page
  }
  const go = (page: Page, route: string) =>
    page.evaluate(route => {
      window.shown.route = route
    }, route)
  const rename = (page: Page, title: string) =>
    page.evaluate(title => {
      window.shown.title = title
    }, title)

  it.each(['getter', 'ref', 'reactive'])(
    'shares a %s again when it changes, but not a new object that is equal',
    async kind => {
      const page = await mounted(kind)
      await expect.poll(() => titles(page)).toEqual(['one'])
      await rename(page, 'one')
      await rename(page, 'two')
      await expect.poll(() => titles(page)).toEqual(['one', 'two'])
    },
  )

  it('shares the data of the innermost component, and that of its layout once it is unmounted', async () => {
    const page = await mounted('getter')
    await expect.poll(() => titles(page)).toEqual(['one'])
    await go(page, 'nowhere')
    await expect.poll(() => titles(page)).toEqual(['one', 'layout'])
    await go(page, 'ref')
    await expect.poll(() => titles(page)).toEqual(['one', 'layout', 'one'])
  })

  it('shares nothing while the data is loading', async () => {
    const page = await mounted('getter')
    await expect.poll(() => titles(page)).toEqual(['one'])
    await rename(page, '')
    await expect.poll(() => titles(page)).toEqual(['one', 'layout'])
    await rename(page, 'there')
    await expect.poll(() => titles(page)).toEqual(['one', 'layout', 'there'])
  })

  it('a page that <KeepAlive> deactivates does not share until it is activated again', async () => {
    const page = await mounted('kept')
    await expect.poll(() => titles(page)).toEqual(['one'])
    await go(page, 'nowhere')
    await expect.poll(() => titles(page)).toEqual(['one', 'layout'])
    await rename(page, 'two')
    await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 20)))
    expect(await titles(page)).toEqual(['one', 'layout'])
    await go(page, 'kept')
    await expect.poll(() => titles(page)).toEqual(['one', 'layout', 'two'])
  })

  it('a component mounted inside a deactivated page does not share', async () => {
    const { page } = await open()
    await page.evaluate(() => {
      const { createApp, h, KeepAlive, reactive, useShare, wxPlugin } = window.VueKit
      window.shown = reactive({ route: 'list', title: '' })
      const sharing = (title: string, render: () => unknown) => ({
        setup() {
          useShare({ title, imgUrl: '/i.png' })
          return render
        },
      })
      const late = sharing('late', () => 'late')
      const list = { render: () => (window.shown.title ? h(late) : h('i')) }
      const other = sharing('other', () => 'other')
      const App = () => h(KeepAlive, () => h(window.shown.route === 'list' ? list : other))
      createApp({ render: App }).use(wxPlugin, window.ours).mount('#root')
    })
    await go(page, 'other')
    await expect.poll(() => titles(page)).toEqual(['other'])
    await rename(page, 'loaded')
    await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 20)))
    expect(await titles(page)).toEqual(['other'])
    await go(page, 'list')
    await expect.poll(() => titles(page)).toEqual(['other', 'late'])
  })

  it('a page that is activated again replaces what wx.share() set meanwhile', async () => {
    const page = await mounted('kept')
    await expect.poll(() => titles(page)).toEqual(['one'])
    await go(page, 'nowhere')
    await page.evaluate(() => window.ours.share({ title: 'by hand', imgUrl: '/i.png' }))
    await go(page, 'kept')
    await expect.poll(async () => (await titles(page)).pop()).toBe('one')
  })

  it('shares nothing while its data is false', async () => {
    const { page } = await open()
    await page.evaluate(async () => {
      const { createApp, useShare, wxPlugin } = window.VueKit
      const Page = {
        setup: () => useShare(() => false),
        render: () => null,
      }
      createApp(Page).use(wxPlugin, window.ours).mount('#root')
      await new Promise(resolve => setTimeout(resolve, 20))
    })
    expect([await titles(page), await page.evaluate(() => window.reported)]).toEqual([[], []])
  })

  it('shares equal data again for another component after wx.share() set something else', async () => {
    const { page } = await open()
    await page.evaluate(async () => {
      const { createApp, h, reactive, useShare, wxPlugin } = window.VueKit
      await window.ours.ready()
      const shown = reactive({ route: 'a' })
      const pageThat = () => ({
        setup() {
          useShare({ title: 'words', imgUrl: '/i.png' })
          return () => 'page'
        },
      })
      const pages: Record<string, object> = { a: pageThat(), b: pageThat() }
      const go = (route: string) => {
        shown.route = route
        return new Promise(resolve => setTimeout(resolve, 20))
      }
      const show = () => {
        const page = pages[shown.route]
        return page ? h(page) : h('i')
      }
      createApp({ setup: () => show })
        .use(wxPlugin, window.ours)
        .mount('#root')
      await go('a')
      await go('none')
      await window.ours.share({ title: 'between', imgUrl: '/i.png' })
      await go('b')
    })
    await expect.poll(() => titles(page)).toEqual(['words', 'between', 'words'])
  })

  it('reports nothing outside WeChat', async () => {
    const page = await mounted('getter', { simulator: false })
    await page.evaluate(() => new Promise(resolve => setTimeout(resolve, 20)))
    expect(await page.evaluate(() => window.reported)).toEqual([])
  })
})

it('$wx is available in templates and the options API', async () => {
  const { page } = await open()
  const same = await page.evaluate(() => {
    const { createApp, useWx, wxPlugin } = window.VueKit
    let fromSetup: unknown
    let fromThis: unknown
    const Page = {
      setup: () => {
        fromSetup = useWx()
      },
      render: () => null,
      mounted(this: { $wx: unknown }) {
        fromThis = this.$wx
      },
    }
    createApp(Page).use(wxPlugin, window.ours).mount('#root')
    return [fromSetup === window.ours, fromThis === window.ours]
  })
  expect(same).toEqual([true, true])
})

it('the hooks throw INVALID_ARGUMENT without the plugin', async () => {
  const { page } = await open()
  const outcome = await page.evaluate(() => {
    const { createApp, useWx } = window.VueKit
    try {
      createApp({ setup: () => useWx(), render: () => null }).mount('#root')
    } catch (error) {
      const { code, errMsg } = error as { code: string; errMsg: string }
      return { code, errMsg }
    }
    return 'nothing'
  })
  expect(outcome).toEqual({ code: 'INVALID_ARGUMENT', errMsg: 'app.use(wxPlugin, wx) is missing' })
})

it('renders on a server, and hydrates on a page that is already verifying', async () => {
  const html: string = await runInThisContext(`${kit};(${renderOnServer})(VueKit)`)
  expect(html).toBe('<p>idle</p>')
  const { page } = await open({ head: html })
  const told: string[] = []
  page.on('console', message => told.push(message.text()))
  await page.evaluate(() => {
    const { createSSRApp, h, useWxReady, wxPlugin } = window.VueKit
    // Before Vue hydrates, so that the state already differs from the server's.
    window.ours.ready()
    if (window.ours.state.status !== 'verifying') throw new Error('not on its way')
    const Page = {
      setup() {
        const { state } = useWxReady()
        return () => h('p', state.value.status)
      },
    }
    createSSRApp(Page).use(wxPlugin, window.ours).mount('#root')
  })
  await expect.poll(() => page.textContent('#root')).toBe('ready')
  expect(told).toEqual([])
})

/** The titles that were set for chats, in order. */
const titles = (page: Page) =>
  page.evaluate(() =>
    window.simulator.calls
      .filter(({ clientName }) => clientName === 'updateAppMessageShareData')
      .map(({ parameters }) => parameters.title),
  )

/** Runs in the page: two components that render the state. */
function mountStates(): void {
  const { createApp, h, useWxReady, wxPlugin } = window.VueKit
  const State = {
    setup() {
      const { state, error } = useWxReady()
      return () => {
        const url = state.value.status === 'ready' ? state.value.url : undefined
        return `${[state.value.status, url, error.value?.code].filter(Boolean).join(' ')};`
      }
    },
  }
  const app = createApp({ render: () => [h(State), h(State)] }).use(wxPlugin, window.ours)
  window.unmountVue = () => app.unmount()
  app.mount('#root')
}

/** Runs in the page: a layout with share data, and a page in it that may have its own. */
function mountShares(route: string): void {
  const { createApp, computed, h, KeepAlive, reactive, useShare, wxPlugin } = window.VueKit
  window.shown = reactive({ route, title: 'one' })
  const imgUrl = '/i.png'
  const data = () => (window.shown.title ? { title: window.shown.title, imgUrl } : undefined)
  // The page of this kind shares the reactive object itself.
  const whole = Object.assign(window.shown, { imgUrl })
  const pages: Record<string, object> = Object.fromEntries(
    Object.entries({ getter: data, ref: computed(data), reactive: whole, kept: data }).map(
      ([name, source]) => [name, pageThat(name, () => useShare(source))],
    ),
  )
  function pageThat(name: string, shares: () => void): object {
    return {
      name,
      setup() {
        shares()
        return () => name
      },
    }
  }
  const Layout = {
    setup() {
      useShare({ title: 'layout', imgUrl })
      return () => {
        const page = pages[window.shown.route]
        return h(KeepAlive, { include: 'kept' }, () => (page ? h(page) : h('i')))
      }
    },
  }
  createApp(Layout).use(wxPlugin, window.ours).mount('#root')
}

/** Runs on a server. */
function renderOnServer(kit: Window['VueKit']): Promise<string> {
  const { createSSRApp, createWx, h, renderToString, useShare, useWxReady, wxPlugin } = kit
  const wx = createWx({
    signature: async () => {
      throw new Error('a server asks nothing')
    },
  })
  const Page = {
    setup() {
      useShare({ title: 'T', imgUrl: '/i.png' })
      const { state } = useWxReady()
      return () => h('p', state.value.status)
    },
  }
  return renderToString(createSSRApp(Page).use(wxPlugin, wx))
}
