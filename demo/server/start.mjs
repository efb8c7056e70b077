/** Starts the server of the demo: `npm start` and the command `wx-ready demo` do. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { signatureHandler, toNodeListener } from 'wx-ready/server'
import { createRoutes } from './routes.mjs'
import { simulatedAccount } from './simulated-account.mjs'

/** In ms. How long requests may take after the server was told to stop. */
const DRAIN_LIMIT = 1000

/**
 * @param {{ port: number, host?: string, createSite?: (origin: string) => object }} options `createSite` gets the origin of the
 *   server. By default, the account is simulated.
 * @returns {Promise<{ origin: string, close(): Promise<void> }>} rejects if the server cannot listen
 */
export async function startDemo({ port, host = '127.0.0.1', createSite = simulatedAccount }) {
  const server = createServer()
  server.listen(port, host)
  await once(server, 'listening')
  const origin = `http://${reachableName(host)}:${server.address().port}`
  const site = createSite(origin)
  // The signature handler has a listener of its own: called from within the routes, it would be several times slower.
  const sign = toNodeListener(signatureHandler(site.account, { allow: site.allow }))
  const route = toNodeListener(createRoutes(site))
  server.on('request', (request, response) => {
    const isSignature = request.url.split('?')[0] === '/wx/signature'
    return isSignature ? sign(request, response) : route(request, response)
  })
  return { origin, close: () => close(server, site) }
}

async function close(server, { account }) {
  const closed = new Promise(resolve => server.close(resolve))
  server.closeIdleConnections()
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT)
  await closed
  clearTimeout(limit)
  await account.close()
}

/** For a server on all addresses, one that also other devices can open. */
function reachableName(host) {
  const isWildcard = host === '0.0.0.0' || host === '::'
  const name = isWildcard ? (networkAddress() ?? '127.0.0.1') : host
  return name.includes(':') ? `[${name}]` : name
}

function networkAddress() {
  const addresses = Object.values(networkInterfaces()).flat()
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address
}
