/**
 * The server of the demo, on one port of 127.0.0.1: the tour, the small apps, what a site does on its own server (signatures,
 * sign-in, payments, cards, pictures) and, for the simulator, WeChat's own server.
 *
 * Environment variables: `PORT`, 8080 by default. To use a real account, `WX_APP_ID`, `WX_APP_SECRET`, and `WX_ORIGIN`: the
 * public origin of the demo, on a domain that is registered with the account.
 */
import { createServer } from 'node:http'
import { signatureHandler, toNodeListener } from 'wx-ready/server'
import { realAccount } from './server/real-account.mjs'
import { createRoutes } from './server/routes.mjs'
import { simulatedAccount } from './server/simulated-account.mjs'

const { PORT = '8080', WX_APP_ID } = process.env

const server = createServer()
server.on('error', exitWithHint)
server.listen(Number(PORT), '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${server.address().port}`
  const site = WX_APP_ID ? realAccount(origin) : simulatedAccount(origin)
  // The signature handler has a listener of its own: called from within the routes, it would be several times slower.
  const sign = toNodeListener(signatureHandler(site.account, { allow: site.allow }))
  const route = toNodeListener(createRoutes(site))
  server.on('request', (request, response) => {
    const isSignature = request.url.split('?')[0] === '/wx/signature'
    return isSignature ? sign(request, response) : route(request, response)
  })
})

function exitWithHint(error) {
  const hint = error.code === 'EADDRINUSE' ? ' Choose another port: PORT=8081 npm start' : ''
  console.error(`${error.message}.${hint}`)
  process.exit(1)
}
