/**
 * The demo: its page, the small apps, the signing server and, on the simulator, WeChat's platform too, on one port of loopback.
 *
 * `PORT`: default 8080. `WX_APP_ID`, `WX_APP_SECRET`: sign for a real account; `WX_ORIGIN` is then where the page is
 * reached from outside, of a domain that is bound to the account.
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
server.on('error', refuse)
server.listen(Number(PORT), '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${server.address().port}`
  const route = WX_APP_ID ? realAccount(origin) : simulatedAccount(origin)
  server.on('request', toNodeListener(route))
})

function simulatedAccount(origin) {
  const platform = createPlatform()
  const options = { ...SIMULATED_ACCOUNT, hosts: [origin] }
  const account = createAccount(options)
  const oauth = createOAuth({ ...options, authorizeHost: origin })
  console.log(`On the simulator: ${origin}`)
  const allow = [origin, origin.replace('127.0.0.1', 'localhost')]
  const route = pages({ account, oauth, allow, simulated: true, script: '/vendor/jweixin-1.6.0.js' })
  return request => {
    const { pathname } = new URL(request.url)
    return /^\/(cgi-bin|sns|connect|simulator)\//.test(pathname) ? platform.handler(request) : route(request)
  }
}

function realAccount(origin) {
  if (!WX_APP_SECRET || !WX_ORIGIN) {
    console.error(
      'With WX_APP_ID set, WX_APP_SECRET and WX_ORIGIN (https://demo.example.com) are needed too.',
    )
    process.exit(1)
  }
  const onEvent = ({ type, error, ...more }) => console.log(`${type}:`, error?.message ?? more)
  const options = { appId: WX_APP_ID, secret: WX_APP_SECRET, onEvent }
  const account = createAccount(options)
  const oauth = createOAuth(options)
  console.log(`For ${WX_APP_ID}: ${origin}, to be opened in WeChat as ${WX_ORIGIN}`)
  return pages({ account, oauth, allow: [new URL(WX_ORIGIN).origin], simulated: false })
}

/** @param {string[]} allow where the browser has the pages; behind a proxy only this says so */
function pages({ account, oauth, allow, ...setting }) {
  const sign = signatureHandler(account, { allow })
  const login = loginHandler(oauth, {
    redirectUri: `${allow[0]}/wx/login`,
    cookieSecret: randomBytes(32).toString('hex'),
    scope: 'snsapi_userinfo',
    allow,
    // A real site keeps a session here. The page is only told a name.
    onLogin: ({ user }) => ({
      headers: {
        'set-cookie': `demo_user=${encodeURIComponent(user.nickname)}; Path=/; Max-Age=600; SameSite=Lax`,
      },
    }),
  })
  return request => {
    const { origin, pathname, search } = new URL(request.url)
    if (pathname === '/wx/signature') return sign(request)
    if (pathname === '/wx/login') return login(request)
    if (pathname === '/demo/setting') return Response.json(setting)
    if (pathname === '/vendor/jweixin-1.6.0.js' && setting.simulated) return file(VENDOR_SCRIPT)
    const url = new URL(pathname + search, allow.includes(origin) ? origin : allow[0])
    const app = serveApp(url, { account, simulated: setting.simulated })
    if (app) return app
    // The one page of the demo answers for every route of its own.
    if (pathname === '/' || pathname.startsWith('/route/')) return file(new URL('demo/index.html', ROOT))
    if (/^\/(demo|dist)\/[\w./-]+$/.test(pathname)) return file(new URL(`.${pathname}`, ROOT))
    return new Response('There is no such page.', { status: 404 })
  }
}

function refuse(error) {
  const hint = error.code === 'EADDRINUSE' ? ` Choose another port: PORT=8081 npm start` : ''
  console.error(`${error.message}.${hint}`)
  process.exit(1)
}
