import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { createAccount, signatureHandler, signPayV2 } from '../../src/server/index.js'
import type { SimulatorOptions } from '../../src/simulator/page/index.js'
import { createPlatform, type SimulatedPlatform } from '../../src/simulator/platform/index.js'
import { ROOT, readBuilt, SIMULATOR_SCRIPT_TAG } from './built.js'
import { packageFolder } from './full-run.mjs'
import { type Listening, listen } from './listen.js'
import { type VendorVersion, vendorScript } from './vendor-scripts.js'

/** A page of `test/browser/contract/pages`, and how it is opened. */
export interface ContractPage {
  /** The name of its file. */
  file: string
  simulator?: Omit<SimulatorOptions, 'platform'>
  /** Which release of WeChat's script a page with a choice loads. */
  release?: VendorVersion
  /** Which file of a package a page with a choice loads. */
  module?: string
  jsApiList?: readonly string[]
  /** Instead of the right one. */
  signature?: string
  /** Whether the simulator gets the facts of the account instead of an address, where there is no `fetch`. */
  offline?: boolean
}

export interface ContractPages extends Pick<Listening, 'close' | 'origin'> {
  readonly platform: SimulatedPlatform
  urlOf(page: ContractPage): string
}

const CONTRACT_ACCOUNT = { appId: 'wx0123456789abcdef', secret: '0123456789abcdef0123456789abcdef' }
const PAY_KEY = '8934e7d15453e97507ef794cf7b0519d'
const FOLDER = join(ROOT, 'test/browser/contract/pages')

/** Serves pages that use clients of WeChat which nobody here wrote, with the simulator as the first script of each. */
export async function startContractPages(): Promise<ContractPages> {
  const platform = createPlatform({ accounts: [CONTRACT_ACCOUNT] })
  const server = await listen(request => respond(request))
  const { origin } = server
  const account = createAccount({ ...CONTRACT_ACCOUNT, hosts: [origin] })
  const sign = signatureHandler(account, { allow: [origin] })

  async function respond(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const { pathname } = url
    if (/^\/(cgi-bin|simulator)\//.test(pathname)) return platform.handler(request)
    if (pathname === '/wx/signature') return sign(request)
    if (pathname === '/simulator.js')
      return text('text/javascript', installing(url.searchParams.get('options') ?? ''))
    if (pathname === '/large.svg') return text('image/svg+xml', LARGE_PICTURE)
    const [, release] = /^\/script\/(.+)\.js$/.exec(pathname) ?? []
    if (release) return text('text/javascript', vendorScript(release as VendorVersion))
    const [, name, file] = /^\/package\/((?:@[^/]+\/)?[^/]+)\/(.+)$/.exec(pathname) ?? []
    if (name && file) return text('text/javascript', await readFile(join(packageFolder(name), file), 'utf8'))
    const source = await readFile(join(FOLDER, pathname), 'utf8').catch(() => undefined)
    if (source === undefined) return new Response('no such page', { status: 404 })
    return extname(pathname) === '.html'
      ? text('text/html', await fillPage(source, url))
      : text('text/javascript', source)
  }

  async function fillPage(source: string, url: URL): Promise<string> {
    const page = JSON.parse(url.searchParams.get('page') ?? '{}') as ContractPage
    const { timestamp, nonceStr, signature } = await account.signature(url.href)
    const pay = signPayV2({ appId: CONTRACT_ACCOUNT.appId, package: ORDER, key: PAY_KEY, signType: 'MD5' })
    const given = {
      appId: CONTRACT_ACCOUNT.appId,
      timestamp,
      nonceStr,
      signature: page.signature ?? signature,
      jsApiList: page.jsApiList ?? [],
      payTimestamp: pay.timestamp,
      payNonceStr: pay.nonceStr,
      paySign: pay.paySign,
    }
    const options = encodeURIComponent(
      JSON.stringify({
        ...page.simulator,
        platform: page.offline ? platform.facts(CONTRACT_ACCOUNT.appId) : origin,
      }),
    )
    const head = `<head><script src="/simulator.js?options=${options}"></script><script>var given = ${JSON.stringify(given)}</script>`
    return source
      .replace('<head>', head)
      .replace('{{release}}', page.release ?? '1.6.0')
      .replace('{{module}}', page.module ?? '')
  }

  return {
    ...server,
    platform,
    urlOf: ({ file, ...page }) => `${origin}/${file}.html?page=${encodeURIComponent(JSON.stringify(page))}`,
  }
}

const ORDER = 'prepay_id=u802345jgfjsdfgsdg888'
const LARGE_PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="teal"/></svg>'

function installing(options: string): string {
  return `${readBuilt(SIMULATOR_SCRIPT_TAG)}\nWxReadySimulator.installSimulator(${options})`
}

function text(contentType: string, body: string): Response {
  return new Response(body, { headers: { 'content-type': `${contentType}; charset=utf-8` } })
}
