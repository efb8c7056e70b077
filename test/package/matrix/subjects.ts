/** The columns of the two tables. */

/** An import, and what shows that it came to the right module. */
export interface Subject {
  /** As it is imported. */
  readonly name: string
  /** A function that it exports. Without one it has only types. */
  readonly value?: string
  /** A module that compiles with its types, and does not compile without them. */
  readonly types: string
}

/** Each entry of the package. */
export const ENTRIES: readonly Subject[] = [
  {
    name: 'wx-ready',
    value: 'createWx',
    types: `
      import { createWx } from 'wx-ready'
      export const right: Promise<{ localIds: string[] }> = createWx().chooseImage()
      // @ts-expect-error: a number
      createWx().chooseImage({ count: '1' })`,
  },
  {
    name: 'wx-ready/react',
    value: 'useShare',
    types: `
      import { useShare } from 'wx-ready/react'
      useShare({ title: '', imgUrl: '' })
      // @ts-expect-error: without a title
      useShare({ imgUrl: '' })`,
  },
  {
    name: 'wx-ready/vue',
    value: 'useShare',
    types: `
      import { useShare } from 'wx-ready/vue'
      useShare(() => ({ title: '', imgUrl: '' }))
      // @ts-expect-error: without a title
      useShare({ imgUrl: '' })`,
  },
  {
    name: 'wx-ready/compat',
    value: 'createCompat',
    types: `
      import wx, { createCompat } from 'wx-ready/compat'
      wx.chooseImage({ success: ({ localIds }) => localIds[0]?.trim() })
      // @ts-expect-error: no such API
      wx.chooseImages({})
      export const create: () => unknown = createCompat`,
  },
  {
    name: 'wx-ready/explain',
    value: 'explain',
    types: `
      import { explain } from 'wx-ready/explain'
      export const right: string = explain('CANCELLED', 'en').cause
      // @ts-expect-error: no such code
      explain('NO_SUCH_CODE', 'en')`,
  },
  {
    name: 'wx-ready/inspector',
    value: 'openInspector',
    types: `
      import { createWx } from 'wx-ready'
      import { openInspector } from 'wx-ready/inspector'
      openInspector(createWx(), { language: 'zh' })
      // @ts-expect-error: no such language
      openInspector(createWx(), { language: 'fr' })`,
  },
  {
    name: 'wx-ready/server',
    value: 'createAccount',
    types: `
      import { createAccount } from 'wx-ready/server'
      export const right: string = createAccount({ appId: 'a', secret: 'b' }).appId
      // @ts-expect-error: a string
      createAccount({ appId: 1, secret: 'b' })`,
  },
  {
    name: 'wx-ready/simulator',
    value: 'installSimulator',
    types: `
      import { installSimulator } from 'wx-ready/simulator'
      export const right: number = installSimulator({ client: 'ios' }).latency
      // @ts-expect-error: no such client
      installSimulator({ client: 'symbian' })`,
  },
  {
    name: 'wx-ready/simulator/platform',
    value: 'createPlatform',
    types: `
      import { createPlatform } from 'wx-ready/simulator/platform'
      export const right: Promise<Response> = createPlatform().handler(new Request('https://a.example/'))
      // @ts-expect-error: a list
      createPlatform({ accounts: 1 })`,
  },
  {
    name: 'wx-ready/vite',
    value: 'wxReady',
    types: `
      import { wxReady } from 'wx-ready/vite'
      wxReady({ client: 'ios' })
      // @ts-expect-error: no such client
      wxReady({ client: 'symbian' })`,
  },
  {
    name: 'wx-ready/dev',
    value: 'devMiddleware',
    types: `
      import { devMiddleware } from 'wx-ready/dev'
      devMiddleware({ client: 'ios' })
      // @ts-expect-error: no such client
      devMiddleware({ client: 'symbian' })`,
  },
  {
    name: 'wx-ready/playwright',
    value: 'test',
    types: `
      import { expect, test } from 'wx-ready/playwright'
      test('a page', async ({ page, wechat }) => {
        await expect(page).toHaveTitle('')
        // @ts-expect-error: no such control
        wechat.noSuchControl()
      })`,
  },
  {
    name: 'wx-ready/global',
    types: `
      import type {} from 'wx-ready/global'
      wx.chooseImage({ success: ({ localIds }) => localIds[0]?.trim() })
      // @ts-expect-error: no such API
      wx.chooseImages({})
      export {}`,
  },
]

/** Other packages for pages in WeChat, each imported as its README says. */
export const PEERS: readonly Subject[] = [
  {
    name: 'weixin-js-sdk',
    value: 'config',
    types: `
      import wx from 'weixin-js-sdk'
      wx.hideOptionMenu()
      // @ts-expect-error: a number
      wx.chooseImage({ count: '1' })`,
  },
  {
    name: 'jweixin-module',
    value: 'config',
    types: `
      import wx from 'jweixin-module'
      wx.hideOptionMenu()
      // @ts-expect-error: a number
      wx.chooseImage({ count: '1' })`,
  },
  {
    name: 'wechat-jssdk',
    // Its default export is a class.
    value: 'default',
    types: `
      import WechatJSSDK from 'wechat-jssdk/dist/client.umd.js'
      // @ts-expect-error: an object
      new WechatJSSDK('')`,
  },
  {
    name: '@wecom/jssdk',
    value: 'register',
    types: `
      import * as ww from '@wecom/jssdk'
      // @ts-expect-error: an object
      ww.register('')`,
  },
]

/** The paths of what is not imported by the name of its package. */
const PATHS: Readonly<Record<string, string>> = { 'wechat-jssdk': 'wechat-jssdk/dist/client.umd.js' }
export const pathOf = ({ name }: Subject): string => PATHS[name] ?? name

/** For pages, and so for every tool that bundles or renders them. */
export const FOR_PAGES: readonly Subject[] = named(
  'wx-ready',
  'wx-ready/react',
  'wx-ready/vue',
  'wx-ready/compat',
  'wx-ready/explain',
  'wx-ready/inspector',
  'wx-ready/simulator',
  'wx-ready/simulator/platform',
)

export const WITH_VALUES: readonly Subject[] = ENTRIES.filter(({ value }) => value !== undefined)

export function named(...names: readonly string[]): readonly Subject[] {
  return ENTRIES.filter(({ name }) => names.includes(name))
}
