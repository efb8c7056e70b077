import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { inThisRun, packageFolder } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'
import { bundleKit } from '../support/kit.js'
import { badSignature, type OpenOptions, useWorld } from '../support/world.js'

const world = useWorld()

const TAGS = ['wx-open-launch-weapp', 'wx-open-launch-app', 'wx-open-subscribe', 'wx-open-audio']

/** Props of each component. */
const PROPS = {
  WxOpenLaunchWeapp: {
    username: 'gh_0123456789ab',
    path: 'pages/index/index.html?a=1&b="2"',
    envVersion: 'trial',
    extraData: { from: 'h5' },
  },
  WxOpenLaunchApp: { appid: 'wx1', extinfo: 'e' },
  WxOpenSubscribe: { template: 't1,t2' },
  WxOpenAudio: { src: '/a.mp3', title: 'A', width: 300, height: 80 },
}

type Name = keyof typeof PROPS

interface Drawing {
  name: Name
  props: Record<string, unknown>
}

declare global {
  interface Window {
    /** Events of the tags, in order. */
    told: [type: string, detail: unknown][]
    drawTag(drawing: Drawing): void
    unmountTag(): void
  }
}

const EVENTS = ['ready', 'launch', 'success', 'play', 'error']

/** Runs in the page, and on a server. */
const FRAMEWORKS = {
  react: {
    draw(EVENTS: string[]): void {
      const { createElement, createRoot, flushSync, StrictMode, WxProvider, ...components } = window.ReactKit
      window.told = []
      const handlers = Object.fromEntries(
        EVENTS.map(type => [
          `on${type.charAt(0).toUpperCase()}${type.slice(1)}`,
          (event: CustomEvent) => window.told.push([type, event.detail]),
        ]),
      )
      const root = createRoot(document.getElementById('root') as HTMLElement)
      window.unmountTag = () => flushSync(() => root.unmount())
      window.drawTag = ({ name, props }) => {
        const fallback = createElement('a', { href: '/app' }, 'fallback')
        const children = createElement(
          'button',
          { id: 'button', style: { width: '120px', height: '40px' } },
          'Open',
        )
        const Tag = components[name] as unknown as (props: object) => null
        const tag = createElement(Tag, { ...handlers, ...props, fallback } as object, children)
        flushSync(() =>
          root.render(createElement(StrictMode, null, createElement(WxProvider, { wx: window.ours }, tag))),
        )
      }
    },
    html: `
      const { createElement, createWx, renderToString, WxOpenLaunchWeapp, WxProvider } = kit
      const tag = createElement(WxOpenLaunchWeapp, { username: 'gh_0', fallback: 'fallback' }, 'Open')
      return Promise.resolve(renderToString(createElement(WxProvider, { wx: createWx() }, tag)))`,
    hydrate: `
      const { createElement, hydrateRoot, WxOpenLaunchWeapp, WxProvider } = kit
      const tag = createElement(WxOpenLaunchWeapp, { username: 'gh_0', fallback: 'fallback' }, 'Open')
      hydrateRoot(document.getElementById('root'), createElement(WxProvider, { wx: ours }, tag))`,
  },
  vue: {
    draw(EVENTS: string[]): void {
      const { createApp, h, reactive, wxPlugin, ...components } = window.VueKit
      window.told = []
      const handlers = Object.fromEntries(
        EVENTS.map(type => [
          `on${type.charAt(0).toUpperCase()}${type.slice(1)}`,
          (event: CustomEvent) => window.told.push([type, event.detail]),
        ]),
      )
      const shown = reactive<{ drawing: Drawing | undefined }>({ drawing: undefined })
      const app = createApp({
        render() {
          if (!shown.drawing) return null
          const { name, props } = shown.drawing
          return h(
            components[name] as never,
            { ...handlers, ...props },
            {
              default: () => h('button', { id: 'button', style: { width: '120px', height: '40px' } }, 'Open'),
              fallback: () => h('a', { href: '/app' }, 'fallback'),
            },
          )
        },
      })
      app.use(wxPlugin, window.ours).mount('#root')
      window.unmountTag = () => app.unmount()
      window.drawTag = drawing => {
        shown.drawing = drawing
      }
    },
    html: `
      const { createSSRApp, createWx, h, renderToString, WxOpenLaunchWeapp, wxPlugin } = kit
      const slots = { default: () => 'Open', fallback: () => 'fallback' }
      const app = createSSRApp({ render: () => h(WxOpenLaunchWeapp, { username: 'gh_0' }, slots) })
      return renderToString(app.use(wxPlugin, createWx()))`,
    hydrate: `
      const { createSSRApp, h, WxOpenLaunchWeapp, wxPlugin } = kit
      const slots = { default: () => 'Open', fallback: () => 'fallback' }
      createSSRApp({ render: () => h(WxOpenLaunchWeapp, { username: 'gh_0' }, slots) }).use(wxPlugin, ours).mount('#root')`,
  },
}

const RELEASES = inThisRun<[string, keyof typeof FRAMEWORKS, Record<string, string>]>(
  [
    ['React 18', 'react', { react: 'react-18', 'react-dom': 'react-dom-18' }],
    ['React 19', 'react', {}],
    ['Vue 3', 'vue', {}],
  ],
  ([release]) => release !== 'React 18',
)

describe.each(RELEASES)('%s', (_release, framework, replaced) => {
  const global = framework === 'react' ? 'ReactKit' : 'VueKit'
  let kit: string
  beforeAll(async () => {
    kit = await bundleKit(framework, global, replaced)
  })

  async function open({ root = '', ...options }: OpenOptions & { root?: string } = {}) {
    const wx = { openTagList: TAGS, ...(options.wx || {}) }
    const opened = await world.open({ ...options, wx, head: `<div id="root">${root}</div>` })
    const logged: string[] = []
    opened.page.on('console', message => logged.push(message.text()))
    await opened.page.addScriptTag({ content: kit })
    if (root === '') await opened.page.evaluate(FRAMEWORKS[framework].draw, EVENTS)
    return { ...opened, logged }
  }
  const draw = (page: Page, name: Name, props: object = {}) =>
    page.evaluate(drawing => window.drawTag(drawing), { name, props: { ...PROPS[name], ...props } })
  const told = (page: Page) => page.evaluate(() => window.told)
  const isRendered = (page: Page, tag: string) =>
    page.evaluate(tag => Boolean(document.querySelector(tag)?.shadowRoot), tag)
  const rendered = (page: Page, tag: string) => expect.poll(() => isRendered(page, tag)).toBe(true)

  it('a tag covers its children, and its events have WeChat’s detail', async () => {
    const { page, logged } = await open()
    await draw(page, 'WxOpenLaunchWeapp')
    await rendered(page, TAGS[0] as string)
    const tag = await page.evaluate(() => {
      const tag = document.querySelector('wx-open-launch-weapp') as HTMLElement
      const { width, height } = tag.getBoundingClientRect()
      const attributes = Object.fromEntries(
        tag.getAttributeNames().map(name => [name, tag.getAttribute(name)]),
      )
      return { attributes, size: [width, height], template: tag.querySelector('script')?.type }
    })
    expect(tag).toEqual({
      attributes: {
        username: 'gh_0123456789ab',
        path: 'pages/index/index.html?a=1&b="2"',
        'env-version': 'trial',
        'extra-data': '{"from":"h5"}',
        style: 'display: block; width: 100%; height: 100%;',
      },
      size: [120, expect.any(Number)],
      template: 'text/wxtag-template',
    })
    expect(tag.size[1]).toBeGreaterThanOrEqual(40)
    const box = (await page.locator('#button').boundingBox()) as { x: number; y: number }
    await page.mouse.click(box.x + 60, box.y + 20)
    expect(await told(page)).toEqual([
      ['ready', {}],
      ['launch', {}],
    ])
    expect(logged.filter(text => !text.includes('DevTools'))).toEqual([])
  })

  it.each([
    ['WxOpenLaunchApp', 'launch', { appId: 'wx1', extInfo: 'e', errMsg: 'launch:ok' }],
    [
      'WxOpenSubscribe',
      'success',
      { errMsg: 'subscribe:ok', subscribeDetails: expect.stringContaining('t2') },
    ],
    ['WxOpenAudio', 'play', {}],
  ] as const)('%s', async (name, type, detail) => {
    const { page } = await open()
    await draw(page, name)
    const tag = name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`).slice(1)
    await rendered(page, tag)
    await page.locator(tag).click()
    expect((await told(page)).pop()).toEqual([type, detail])
  })

  it('content and css are put into the template, and a change makes a new tag', async () => {
    const { page } = await open()
    const content = '<button class="big">Open</button>'
    await draw(page, 'WxOpenLaunchApp', {
      content,
      css: '.big { width: 200px; height: 50px }',
      width: 200,
      height: 50,
    })
    await rendered(page, 'wx-open-launch-app')
    const size = () =>
      page.evaluate(() => {
        const big = document.querySelector('wx-open-launch-app')?.shadowRoot?.querySelector('.big')
        const { width, height } = big?.getBoundingClientRect() ?? {}
        return [width, height]
      })
    expect(await size()).toEqual([200, 50])
    await draw(page, 'WxOpenLaunchApp', { content, css: '.big { width: 90px; height: 30px }' })
    await expect.poll(size).toEqual([90, 30])
    expect(await page.locator('wx-open-launch-app').count()).toBe(1)
    await page.evaluate(() => window.unmountTag())
    expect(await page.locator('wx-open-launch-app').count()).toBe(0)
  })

  it('the same tag stays when the component is rendered again', async () => {
    const { page } = await open()
    await draw(page, 'WxOpenLaunchApp')
    await rendered(page, 'wx-open-launch-app')
    await page.evaluate(() => document.querySelector('wx-open-launch-app')?.setAttribute('data-kept', ''))
    await draw(page, 'WxOpenLaunchApp', { className: 'x', class: 'x' })
    await expect.poll(() => page.locator('.x').count()).toBe(1)
    expect(await page.locator('[data-kept]').count()).toBe(1)
  })

  it('a press on a URL that is not verified is an error event, and the tag works again afterwards', async () => {
    const { page } = await open()
    await draw(page, 'WxOpenLaunchApp')
    await rendered(page, 'wx-open-launch-app')
    const press = () =>
      page.evaluate(() => document.querySelector<HTMLElement>('wx-open-launch-app')?.click())
    await page.evaluate(() => {
      history.pushState(null, '', '/next')
      document.querySelector<HTMLElement>('wx-open-launch-app')?.click()
    })
    expect((await told(page)).pop()).toEqual(['error', expect.objectContaining({ appId: 'wx1' })])
    await page.waitForFunction(() => {
      const { state } = window.ours
      return state.status === 'ready' && state.url.endsWith('/next')
    })
    await press()
    expect((await told(page)).pop()?.[0]).toBe('launch')
  })

  it.each([
    ['outside WeChat', { simulator: false }],
    ['in a WeChat without open tags', { simulator: { openTagsError: 'open tags need iOS 10.3' } }],
    ['if the tag is not in openTagList', { wx: { openTagList: ['wx-open-audio'] } }],
    ['if the page cannot be verified', 'bad'],
  ] as const)('the fallback is shown %s', async (_when, options) => {
    const { page, logged } = await open(options === 'bad' ? {} : (options as OpenOptions))
    if (options === 'bad') world.signer = badSignature
    await draw(page, 'WxOpenSubscribe')
    await expect.poll(() => page.textContent('#root')).toBe('fallback')
    expect(await page.locator('wx-open-subscribe').count()).toBe(0)
    const isUnlisted = options !== 'bad' && 'wx' in options
    expect(logged.filter(text => text.includes('openTagList'))).toHaveLength(isUnlisted ? 1 : 0)
    if (options !== 'bad') return
    world.signer = undefined
    await page.evaluate(() => window.ours.ready().then(() => {}))
    await rendered(page, 'wx-open-subscribe')
  })

  itInFullRun('renders its children on a server, and hydrates', async () => {
    const html: string = await runInThisContext(`${kit};(kit => {${FRAMEWORKS[framework].html}})(${global})`)
    expect(html).toContain('Open')
    expect(html).not.toMatch(/fallback|wx-open/)
    const hydrate = async (options: OpenOptions) => {
      const { page, logged } = await open({ ...options, root: html })
      await page.evaluate(`(kit => {${FRAMEWORKS[framework].hydrate}})(${global})`)
      return { page, logged }
    }
    const inWeChat = await hydrate({})
    await rendered(inWeChat.page, 'wx-open-launch-weapp')
    expect(inWeChat.logged.filter(text => !text.includes('DevTools'))).toEqual([])
    const outside = await hydrate({ simulator: false })
    await expect.poll(() => outside.page.textContent('#root')).toBe('fallback')
    expect(outside.logged.filter(text => !text.includes('DevTools'))).toEqual([])
  })
})

/** The README's recipe. */
const VUE_2_TEMPLATE = `
  <wx-open-launch-weapp username="gh_0123456789ab" @launch="launched">
    <component is="script" type="text/wxtag-template"><button>Open</button></component>
  </wx-open-launch-weapp>`

itInFullRun('the recipe for Vue 2.7', async () => {
  const { page } = await world.open({ wx: { openTagList: TAGS }, head: '<div id="root"></div>' })
  const logged: string[] = []
  page.on('console', message => logged.push(message.text()))
  await page.addScriptTag({ path: join(packageFolder('vue-2'), 'dist/vue.js') })
  await page.evaluate(template => {
    const { Vue } = window as unknown as {
      Vue: (new (options: object) => object) & { config: { ignoredElements: RegExp[] } }
    }
    Vue.config.ignoredElements = [/^wx-open-/]
    window.told = []
    const launched = (event: CustomEvent) => window.told.push(['launch', event.detail])
    new Vue({ el: '#root', template, methods: { launched } })
    return window.ours.ready().then(() => {})
  }, VUE_2_TEMPLATE)
  await page.waitForFunction(() =>
    document.querySelector('wx-open-launch-weapp')?.shadowRoot?.querySelector('button'),
  )
  await page.locator('wx-open-launch-weapp').click()
  expect(await page.evaluate(() => window.told)).toEqual([['launch', {}]])
  expect(logged.filter(text => /warn/i.test(text))).toEqual([])
})
