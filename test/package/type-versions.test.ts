import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../support/built.js'
import { compile } from '../support/compile.js'
import { inThisRun, packageFolder } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'
import { pack } from '../support/pack.js'
import { shell } from '../support/shell.js'

/** The packed types, with several compilers and kinds of projects. */
const COMPILERS = inThisRun(
  ['typescript-5.0', 'typescript-5.4', 'typescript-5.9', 'typescript'],
  name => name === 'typescript',
)

const RESOLUTIONS = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  node16: { module: 'node16', moduleResolution: 'node16' },
  node10: { module: 'esnext', moduleResolution: 'node10' },
} as const

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  target: 'es2018',
  lib: ['es2018', 'dom'],
  types: [],
}

let folder: string
let packed: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wx-ready-types-'))
  await shell(`tar -xzf ${JSON.stringify(await pack(folder))}`, folder)
  packed = join(folder, 'package')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** A project with the package and links to some of our dev dependencies. */
async function project(name: string, files: Record<string, string>, links: Record<string, string> = {}) {
  const root = join(folder, name)
  const modules = join(root, 'node_modules')
  await mkdir(join(modules, '@types'), { recursive: true })
  await cp(packed, join(modules, 'wx-ready'), { recursive: true })
  for (const [name, target] of Object.entries(links)) {
    await symlink(packageFolder(target), join(modules, name), 'junction')
  }
  await writeFile(join(root, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  for (const [file, text] of Object.entries(files)) await writeFile(join(root, file), text)
  return (typescript: string, options: object) => {
    const old = 'moduleResolution' in options && options.moduleResolution === 'node10'
    // TypeScript 6 deprecates it and needs this option to accept it.
    const wanted = old && typescript === 'typescript' ? { ignoreDeprecations: '6.0' } : {}
    const paths = Object.keys(files).map(file => join(root, file))
    compile(typescript, { ...STRICT, ...wanted, ...options }, paths, root)
  }
}

const ours = async (...files: string[]) => {
  const texts = await Promise.all(files.map(file => readFile(join(ROOT, 'test/types', file), 'utf8')))
  return Object.fromEntries(files.map((file, index) => [file, texts[index] as string]))
}

describe('valid programs compile', () => {
  let compileIn: (typescript: string, options: object) => void
  beforeAll(async () => {
    compileIn = await project('page', await ours('valid.ts', 'invalid.ts', 'expect-type.d.ts'))
  })

  const combinations = COMPILERS.flatMap(typescript =>
    Object.entries(RESOLUTIONS).flatMap(([name, options]) =>
      // By default only the stricter way.
      inThisRun([false, true], skip => !skip).map(skipLibCheck => ({
        typescript,
        name,
        skipLibCheck,
        options: { ...options, skipLibCheck },
      })),
    ),
  )

  it.each(combinations)('$typescript, $name, skipLibCheck $skipLibCheck', ({ typescript, options }) =>
    compileIn(typescript, options),
  )

  it('an invalid program does not', async () => {
    const wrong = await project('wrong', {
      'wrong.ts': `import { createWx } from 'wx-ready'\ncreateWx().chooseImage({ count: '1' })`,
    })
    expect(() => wrong('typescript', RESOLUTIONS.bundler)).toThrow('TS2322')
  })
})

it('every entry resolves with moduleResolution node10', async () => {
  const entries = `
    import { createAccount } from 'wx-ready/server'
    import { installSimulator } from 'wx-ready/simulator'
    import { createPlatform } from 'wx-ready/simulator/platform'
    import type { Inspector } from 'wx-ready/inspector'
    import type {} from 'wx-ready/global'
    export const close = (inspector: Inspector): void => inspector.close()
    export const all: [string, number, string] = [createAccount({ appId: 'a', secret: 'b' }).appId, installSimulator().latency, Object.keys(createPlatform().requests)[0] ?? '']
  `
  const compileIn = await project(
    'node10',
    { 'entries.ts': entries },
    { '@types/node': '@types/node', 'undici-types': 'undici-types' },
  )
  for (const typescript of inThisRun(['typescript-5.9', 'typescript'], name => name === 'typescript')) {
    compileIn(typescript, {
      ...RESOLUTIONS.node10,
      types: ['node'],
      skipLibCheck: true,
      lib: ['es2022', 'dom', 'dom.iterable'],
      target: 'es2022',
    })
  }
})

itInFullRun('nothing is global: the typings of mini programs keep their wx', async () => {
  const compileIn = await project(
    'beside',
    {
      'both.ts': `
        import { createWx, type JWeixin } from 'wx-ready'
        const { SDKVersion } = wx.getSystemInfoSync()
        export const [version, page, vendor]: [string, ReturnType<typeof createWx>, JWeixin | undefined] = [SDKVersion, createWx(), createWx().vendor]
        // @ts-expect-error it is a mini program's
        wx.chooseWXPay({})
        // @ts-expect-error not without wx-ready/global
        window.WeixinJSBridge
        // @ts-expect-error nor is this
        window.__wxjs_environment
      `,
    },
    { 'miniprogram-api-typings': 'miniprogram-api-typings' },
  )
  compileIn('typescript', {
    ...RESOLUTIONS.bundler,
    types: ['miniprogram-api-typings'],
    skipLibCheck: true,
  })
})

/** The globals of `wx-ready/global`. */
const GLOBALS = `
  /// <reference types="wx-ready/global" />
  wx.config({ appId: '', timestamp: 1, nonceStr: '', signature: '', jsApiList: ['chooseImage'] })
  jWeixin.chooseImage({ success: ({ localIds }) => localIds[0] })
  WeixinJSBridge?.invoke('imagePreview', { urls: [] })
  window.jWeixin?.ready(() => {})
  document.addEventListener('WeixinJSBridgeReady', () => {})
  document.addEventListener('WeixinOpenTagsError', ({ detail: { errMsg } }) => errMsg.trim())
  document.createElement('wx-open-subscribe').addEventListener('success', ({ detail }) => detail.subscribeDetails.trim())
  document.querySelector('wx-open-launch-app')?.addEventListener('error', ({ detail }) => detail.extInfo)
  document.querySelector('wx-open-launch-app')?.addEventListener('click', ({ clientX }) => clientX)
  // @ts-expect-error unknown method
  wx.chooseImages({})
  // @ts-expect-error it may not be there yet
  WeixinJSBridge.invoke('imagePreview', {})
  // @ts-expect-error no such field
  document.createElement('wx-open-launch-app').addEventListener('error', ({ detail }) => detail.url)
  export const environment: string | undefined = window.__wxjs_environment
`

const TAGS = `
  export const launch = (
    <wx-open-launch-weapp username="gh_0" path="pages/index.html" env-version="release" id="launch" style={{ width: '1px' }}>
      <script type="text/wxtag-template" />
    </wx-open-launch-weapp>
  )
  export const audio = <wx-open-audio src="/a.mp3" title="A" />
  // @ts-expect-error no such version
  export const wrong = <wx-open-launch-weapp env-version="beta" />
  // @ts-expect-error without an app
  export const without = <wx-open-launch-app extinfo="" />
`

describe('wx-ready/global', () => {
  const projects = inThisRun<[string, Record<string, string>, Record<string, string>, object]>(
    [
      ['without React and Vue', {}, {}, {}],
      ['with React 19', { 'tags.tsx': TAGS }, { '@types/react': '@types/react' }, { jsx: 'react-jsx' }],
      ['with React 18', { 'tags.tsx': TAGS }, { '@types/react': 'types-react-18' }, { jsx: 'react-jsx' }],
      ['with Vue', { 'tags.tsx': TAGS }, { vue: 'vue' }, { jsx: 'preserve', jsxImportSource: 'vue' }],
    ],
    ([name]) => !name.endsWith('React 18'),
  )
  it.each(projects)('%s', async (name, files, links, options) => {
    const compileIn = await project(name.replaceAll(' ', '-'), { 'globals.ts': GLOBALS, ...files }, links)
    // Vue's types need a newer lib than the rest.
    compileIn('typescript', {
      ...RESOLUTIONS.bundler,
      ...options,
      skipLibCheck: 'vue' in links,
      lib: ['es2022', 'dom'],
    })
  })
})

const WITH_REACT = `
  import { createWx, type ShareData, type WxState } from 'wx-ready'
  import { useShare, useWx, useWxReady, WxOpenLaunchApp, WxOpenLaunchWeapp, WxProvider } from 'wx-ready/react'

  const wx = createWx({ signature: '/wx/signature' })
  function Page({ data }: { data?: ShareData }) {
    const { state, error } = useWxReady()
    const known: WxState = state
    useShare(data)
    useShare(null)
    // @ts-expect-error without a title
    useShare({ imgUrl: '/i.png' })
    return <button onClick={() => useWx().chooseImage({ count: 1 })}>{error?.hint ?? known.status}</button>
  }
  export const app = <WxProvider wx={wx}><Page /></WxProvider>
  export const tags = (
    <WxOpenLaunchApp appid="wx1" height={40} onError={({ detail }) => detail.extInfo.trim()} fallback={<a />}>
      <WxOpenLaunchWeapp username="gh_0" envVersion="trial" extraData={{ a: 1 }} content="<b>Open</b>" />
    </WxOpenLaunchApp>
  )
  // @ts-expect-error without an app
  export const noApp = <WxOpenLaunchApp />
  // @ts-expect-error no such event
  export const noEvent = <WxOpenLaunchApp appid="" onSuccess={() => {}} />
  // @ts-expect-error without a wx
  export const wrong = <WxProvider><Page /></WxProvider>
`

const WITH_VUE = `
  import { createApp, defineComponent, h, reactive, ref } from 'vue'
  import { createWx, type ShareData, type WxState } from 'wx-ready'
  import { useShare, useWx, useWxReady, WxOpenSubscribe, wxPlugin } from 'wx-ready/vue'

  const Page = defineComponent({
    setup() {
      const { state, error } = useWxReady()
      const known: WxState = state.value
      const data = ref<ShareData>()
      useShare(data)
      useShare(() => data.value)
      useShare(reactive({ title: '', imgUrl: '' }))
      // @ts-expect-error without a title
      useShare({ imgUrl: '/i.png' })
      return () => error.value?.hint ?? known.status + useWx().client.os
    },
    mounted() {
      this.$wx.chooseImage({ count: 1 })
    },
  })
  export const tag = () => h(WxOpenSubscribe, { template: 't', onSuccess: ({ detail }) => detail.subscribeDetails.trim() })
  // @ts-expect-error without a template
  export const noTemplate = () => h(WxOpenSubscribe, { height: 40 })
  createApp(Page).use(wxPlugin, createWx({ signature: '/wx/signature' }))
  // @ts-expect-error without a wx
  createApp(Page).use(wxPlugin)
`

describe('the hooks', () => {
  const react = { 'page.tsx': WITH_REACT }
  const projects = inThisRun<[string, Record<string, string>, Record<string, string>]>(
    [
      ['of React 19', react, { '@types/react': '@types/react' }],
      ['of React 18', react, { '@types/react': 'types-react-18' }],
      ['of Vue', { 'page.ts': WITH_VUE }, { vue: 'vue' }],
    ],
    ([name]) => !name.endsWith('React 18'),
  )
  it.each(projects)('%s', async (name, files, links) => {
    const compileIn = await project(`hooks-${name.replaceAll(' ', '-')}`, files, links)
    // The frameworks' types need a newer lib than ours.
    const options = { skipLibCheck: true, lib: ['es2022', 'dom', 'dom.iterable'], jsx: 'react-jsx' }
    compileIn('typescript', { ...RESOLUTIONS.bundler, ...options })
    for (const typescript of inThisRun(['typescript-5.4', 'typescript'], name => name === 'typescript'))
      compileIn(typescript, { ...RESOLUTIONS.node10, ...options })
  })
})

it('the public types contain no any', async () => {
  const found: string[] = []
  for (const file of await readdir(packed, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue
    const source = ts.createSourceFile(
      file,
      await readFile(join(packed, file), 'utf8'),
      ts.ScriptTarget.Latest,
    )
    const look = (node: ts.Node) => {
      if (node.kind === ts.SyntaxKind.AnyKeyword)
        found.push(`${file}: ${source.text.slice(node.pos - 40, node.end)}`)
      ts.forEachChild(node, look)
    }
    look(source)
  }
  expect(found).toEqual([])
})
