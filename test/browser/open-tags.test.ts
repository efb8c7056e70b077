import { describe, expect, it } from 'vitest'
import { VENDOR_VERSIONS } from '../support/vendor-scripts.js'
import { type OpenOptions, useWorld } from '../support/world.js'

const world = useWorld()

const TAG = 'wx-open-launch-weapp'
const TAGS = ['wx-open-launch-weapp', 'wx-open-subscribe']

const HEAD = `
  <wx-open-launch-weapp id="tag" username="gh_0123456789ab">
    <script type="text/wxtag-template"><button>Open</button></script>
  </wx-open-launch-weapp>`

const open = (options: OpenOptions = {}) =>
  world.open({ head: HEAD, ...options, wx: { openTagList: TAGS, ...(options.wx || {}) } })

/** Runs in the page: presses the tag and returns its event. */
function press(): string[] {
  const tag = document.getElementById('tag') as HTMLElement
  const told: string[] = []
  for (const type of ['launch', 'error'])
    tag.addEventListener(type, event => told.push(type, (event as CustomEvent).detail.errMsg), { once: true })
  tag.click()
  return told
}

describe.each(['bridge', 'script'] as const)('verified through the %s', verification => {
  it.each(VENDOR_VERSIONS.filter(version => verification === 'bridge' || version === '1.6.0'))(
    'openTagList is sent with each verification, with script %s',
    async version => {
      const { page } = await open({ version, wx: { verification } })
      const lists = await page.evaluate(async () => {
        await window.ours.ready()
        history.pushState(null, '', '/next')
        await window.ours.ready()
        return window.simulator.calls
          .filter(({ clientName }) => clientName === 'preVerifyJSAPI')
          .map(({ parameters }) => parameters.verifyOpenTagList)
      })
      expect(lists).toEqual([TAGS, TAGS])
    },
  )
})

it('without openTagList, none is sent', async () => {
  const { page } = await world.open()
  const sent = await page.evaluate(async () => {
    await window.ours.ready()
    return window.simulator.calls.filter(({ parameters }) => 'verifyOpenTagList' in parameters).length
  })
  expect(sent).toBe(0)
})

it('a tag works again once the page is verified for its new URL', async () => {
  const { page } = await open()
  await page.evaluate(() => window.ours.ready())
  await expect.poll(() => page.evaluate('!!document.getElementById("tag").shadowRoot')).toBe(true)
  expect(await page.evaluate(press)).toEqual(['launch', undefined])
  await page.evaluate(() => history.pushState(null, '', '/next'))
  expect(await page.evaluate(press)).toEqual(['error', `${TAG}:fail_permission denied`])
  await page.evaluate(async () => {
    window.ours.navigated()
    await new Promise<void>(resolve => {
      const stop = window.ours.subscribe(({ status }) => {
        if (status !== 'ready') return
        stop()
        resolve()
      })
    })
  })
  expect(await page.evaluate(press)).toEqual(['launch', undefined])
})

it('a page where no tag works reports WeChat’s message to onError, and is ready all the same', async () => {
  const errMsg = 'open tags need iOS 10.3'
  const { page } = await open({ simulator: { openTagsError: errMsg }, wx: false })
  const told = await page.evaluate(async tags => {
    const told: unknown[] = []
    const wx = window.WxReady.createWx({
      signature: '/wx/signature',
      openTagList: tags,
      onError: ({ code, api, errMsg, hint, result }) => told.push({ code, api, errMsg, hint, result }),
    })
    await wx.ready()
    await wx.getNetworkType()
    await new Promise(resolve => setTimeout(resolve, 20))
    const before = told.length
    wx.dispose()
    document.dispatchEvent(new CustomEvent('WeixinOpenTagsError', { detail: { errMsg: 'again' } }))
    return { told, later: told.length - before }
  }, TAGS)
  expect(told).toEqual({
    told: [
      {
        code: 'NOT_SUPPORTED',
        api: 'openTagList',
        errMsg,
        hint: expect.stringContaining('fallback for the open tags'),
        result: { errMsg },
      },
    ],
    later: 0,
  })
})

it('an error event without a message is reported to onError as well', async () => {
  const { page } = await open()
  await page.evaluate(() => void document.dispatchEvent(new CustomEvent('WeixinOpenTagsError')))
  expect(await page.evaluate(() => window.reported)).toEqual(['NOT_SUPPORTED'])
})

it('a page without openTagList does not report the event', async () => {
  const { page } = await world.open()
  await page.evaluate(() => {
    document.dispatchEvent(new CustomEvent('WeixinOpenTagsError', { detail: { errMsg: 'none' } }))
  })
  expect(await page.evaluate(() => window.reported)).toEqual([])
})
