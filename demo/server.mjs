/**
 * The demo: page, signing server and, on the simulator, WeChat's platform too, on one port of loopback.
 *
 * `PORT`: default 8080. `WX_APP_ID`, `WX_APP_SECRET`: sign for a real account; `WX_ORIGIN` is then where the page is
 * reached from outside, of a domain that is bound to the account.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { createAccount, signatureHandler, toNodeListener } from 'wx-ready/server'
import { createPlatform, SIMULATED_ACCOUNT } from 'wx-ready/simulator/platform'

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
  const account = createAccount({ ...SIMULATED_ACCOUNT, hosts: [origin] })
  console.log(`On the simulator: ${origin}`)
  const sign = signatureHandler(account, { allow: [origin, origin.replace('127.0.0.1', 'localhost')] })
  const setting = { simulated: true, script: '/vendor/jweixin-1.6.0.js' }
  return request => {
    const { pathname } = new URL(request.url)
    return /^\/(cgi-bin|simulator)\//.test(pathname)
      ? platform.handler(request)
      : page(request, sign, setting)
  }
}

function realAccount(origin) {
  if (!WX_APP_SECRET || !WX_ORIGIN) {
    console.error(
      'With WX_APP_ID set, WX_APP_SECRET and WX_ORIGIN (https://demo.example.com) are needed too.',
    )
    process.exit(1)
  }
  const account = createAccount({
    appId: WX_APP_ID,
    secret: WX_APP_SECRET,
    onEvent: ({ type, error }) => console.log(`${type}: ${error.message}`),
  })
  console.log(`For ${WX_APP_ID}: ${origin}, to be opened in WeChat as ${WX_ORIGIN}`)
  const sign = signatureHandler(account, { allow: new URL(WX_ORIGIN).origin })
  return request => page(request, sign, { simulated: false })
}

async function page(request, sign, setting) {
  const { pathname } = new URL(request.url)
  if (pathname === '/wx/signature') return sign(request)
  if (pathname === '/demo/setting') return Response.json(setting)
  if (pathname === '/vendor/jweixin-1.6.0.js' && setting.simulated) return file(VENDOR_SCRIPT)
  // The one page of the demo answers for every route of its own.
  if (pathname === '/' || pathname.startsWith('/route/')) return file(new URL('demo/index.html', ROOT))
  if (/^\/(demo|dist)\/[\w./-]+$/.test(pathname)) return file(new URL(`.${pathname}`, ROOT))
  return new Response('There is no such page.', { status: 404 })
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
}

async function file(path) {
  try {
    const type = TYPES[extname(String(path))] ?? 'application/octet-stream'
    return new Response(await readFile(path), { headers: { 'content-type': type } })
  } catch {
    return new Response('There is no such file.', { status: 404 })
  }
}

function refuse(error) {
  const hint = error.code === 'EADDRINUSE' ? ` Choose another port: PORT=8081 npm start` : ''
  console.error(`${error.message}.${hint}`)
  process.exit(1)
}
