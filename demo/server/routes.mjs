/** Which request is handled where. */
import { createRequire } from 'node:module'
import { PlatformError } from 'wx-ready/server'
import { APPS, serveApp } from '../apps/routes.mjs'
import { signCard, signCardFilter } from './cards.mjs'
import { file } from './files.mjs'
import { signPayment } from './payments.mjs'
import { downloadPicture } from './pictures.mjs'
import { createSignIn } from './sign-in.mjs'

const ROOT = new URL('../..', import.meta.url)
const PAGE = new URL('demo/index.html', ROOT)
const VENDOR_PATH = '/vendor/jweixin-1.6.0.js'
/** A dev dependency of the repository. The npm package has no copy: there, pages load the script from WeChat's own host. */
const VENDOR_SCRIPT = resolvedOrNone('jweixin-1.6.0/index.original.js')

/**
 * @param site `allow`: public origins of the pages, which the server itself does not know behind a proxy. `platform`: missing for
 *   a real account
 */
export function createRoutes(site) {
  const { account, allow, appId, platform, merchantKey } = site
  const signIn = createSignIn(site)
  const simulated = platform !== undefined
  const script = simulated && VENDOR_SCRIPT ? VENDOR_PATH : undefined
  const routes = {
    'GET /demo/setting': () => Response.json({ appId, simulated, script, apps: APPS }),
    'GET /wx/login': signIn.login,
    'GET /demo/me': signIn.me,
    'POST /demo/sign-out': signIn.signOut,
    'GET /demo/pictures': request => downloadPicture(request, account),
    'POST /demo/payments': () => signPayment({ appId, merchantKey }),
    'POST /demo/cards': () => signCard(account),
    'POST /demo/card-filters': () => signCardFilter(account),
    ...(VENDOR_SCRIPT && { [`GET ${VENDOR_PATH}`]: () => file(VENDOR_SCRIPT) }),
  }
  return async request => {
    const { origin, pathname, search } = new URL(request.url)
    if (platform && /^\/(cgi-bin|sns|connect|simulator)\//.test(pathname)) return platform.handler(request)
    const handle = routes[`${request.method} ${pathname}`]
    if (handle) return withErrors(() => handle(request))
    const url = new URL(pathname + search, allow.includes(origin) ? origin : allow[0])
    return serveApp(url, { account, simulated, script }) ?? serveTour(pathname)
  }
}

function resolvedOrNone(module) {
  try {
    return createRequire(import.meta.url).resolve(module)
  } catch {
    return undefined
  }
}

function serveTour(pathname) {
  // A single-page app: the same file for every route.
  if (pathname === '/' || pathname.startsWith('/route/')) return file(PAGE)
  if (/^\/(demo|dist)\/[\w./-]+$/.test(pathname)) return file(new URL(`.${pathname}`, ROOT))
  return new Response('Page not found', { status: 404 })
}

/** Tells the page what to do. WeChat's own message stays here: it may contain the address of this server. */
async function withErrors(handle) {
  try {
    return await handle()
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    const { code, hint } = error
    return Response.json({ error: { code, message: hint } }, { status: 502 })
  }
}
