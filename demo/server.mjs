/**
 * The server of the demo, on one port of 127.0.0.1: the demo page, the small apps, the signature endpoint, the login and, for
 * the simulator, WeChat's own server.
 *
 * Environment variables: `PORT`, 8080 by default. To use a real account, `WX_APP_ID`, `WX_APP_SECRET`, and `WX_ORIGIN`: the
 * public origin of the demo, on a domain that is registered with the account.
 */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { createAccount, createOAuth, loginHandler, signatureHandler, toNodeListener } from 'wx-ready/server'
import { createPlatform, SIMULATED_ACCOUNT } from 'wx-ready/simulator/platform'
import { serveApp } from './apps/routes.mjs'
import { file } from './files.mjs'

const { PORT = '8080', WX_APP_ID, WX_APP_SECRET, WX_ORIGIN } = process.env
const ROOT = new URL('..', import.meta.url)
const VENDOR_SCRIPT = createRequire(import.meta.url).resolve('jweixin-1.6.0/index.original.js')

const server = createServer()
server.on('error', exitWithHint)
server.listen(Number(PORT), '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${server.address().port}`
  const { sign, route } = WX_APP_ID ? realAccount(origin) : simulatedAccount(origin)
  // The signature handler has a listener of its own: called from within `route`, it would be several times slower.
  const [listenToSign, listenToRoute] = [toNodeListener(sign), toNodeListener(route)]
  server.on('request', (request, response) => {
    const isSignature = request.url.split('?')[0] === '/wx/signature'
    return isSignature ? listenToSign(request, response) : listenToRoute(request, response)
  })
})

function simulatedAccount(origin) {
  const platform = createPlatform()
  const options = { ...SIMULATED_ACCOUNT, hosts: [origin] }
  const account = createAccount(options)
  const oauth = createOAuth({ ...options, authorizeHost: origin })
  console.log(`On the simulator: ${origin}`)
  const allow = [origin, origin.replace('127.0.0.1', 'localhost')]
  const { sign, route } = createHandlers({
    account,
    oauth,
    allow,
    simulated: true,
    script: '/vendor/jweixin-1.6.0.js',
  })
  return {
    sign,
    route(request) {
      const { pathname } = new URL(request.url)
      return /^\/(cgi-bin|sns|connect|simulator)\//.test(pathname)
        ? platform.handler(request)
        : route(request)
    },
  }
}

function realAccount(origin) {
  if (!WX_APP_SECRET || !WX_ORIGIN) {
    console.error(
      'With WX_APP_ID, also set WX_APP_SECRET and WX_ORIGIN, for example https://demo.example.com.',
    )
    process.exit(1)
  }
  const onEvent = ({ type, error, ...more }) => console.log(`${type}:`, error?.message ?? more)
  const options = { appId: WX_APP_ID, secret: WX_APP_SECRET, onEvent }
  const account = createAccount(options)
  const oauth = createOAuth(options)
  console.log(`For account ${WX_APP_ID}: ${origin}. Open ${WX_ORIGIN} in WeChat.`)
  return createHandlers({ account, oauth, allow: [new URL(WX_ORIGIN).origin], simulated: false })
}

/** @param {string[]} allow public origins of the pages, which the server itself does not know behind a proxy */
function createHandlers({ account, oauth, allow, ...setting }) {
  const sign = signatureHandler(account, { allow })
  const login = loginHandler(oauth, {
    redirectUri: `${allow[0]}/wx/login`,
    cookieSecret: randomBytes(32).toString('hex'),
    scope: 'snsapi_userinfo',
    allow,
    // A real site starts a session here. The demo only passes the name to the page.
    onLogin: ({ user }) => ({
      headers: {
        'set-cookie': `demo_user=${encodeURIComponent(user.nickname)}; Path=/; Max-Age=600; SameSite=Lax`,
      },
    }),
  })
  const route = request => {
    const { origin, pathname, search } = new URL(request.url)
    if (pathname === '/wx/login') return login(request)
    if (pathname === '/demo/setting') return Response.json(setting)
    if (pathname === '/vendor/jweixin-1.6.0.js' && setting.simulated) return file(VENDOR_SCRIPT)
    const url = new URL(pathname + search, allow.includes(origin) ? origin : allow[0])
    const app = serveApp(url, { account, simulated: setting.simulated })
    if (app) return app
    // A single-page app: the same file for every route.
    if (pathname === '/' || pathname.startsWith('/route/')) return file(new URL('demo/index.html', ROOT))
    if (/^\/(demo|dist)\/[\w./-]+$/.test(pathname)) return file(new URL(`.${pathname}`, ROOT))
    return new Response('Page not found', { status: 404 })
  }
  return { sign, route }
}

function exitWithHint(error) {
  const hint = error.code === 'EADDRINUSE' ? ' Choose another port: PORT=8081 npm start' : ''
  console.error(`${error.message}.${hint}`)
  process.exit(1)
}
