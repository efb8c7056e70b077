/**
 * The server of the demo, on one port of 127.0.0.1: the tour, the small apps, what a site does on its own server (signatures,
 * sign-in, payments, cards, pictures) and, for the simulator, WeChat's own server.
 *
 * Environment variables: `PORT`, 8080 by default. To use a real account, `WX_APP_ID`, `WX_APP_SECRET`, and `WX_ORIGIN`: the
 * public origin of the demo, on a domain that is registered with the account.
 */
import { realAccount } from './server/real-account.mjs'
import { startDemo } from './server/start.mjs'

const { PORT = '8080', WX_APP_ID, WX_ORIGIN } = process.env

try {
  const { origin } = await startDemo({ port: Number(PORT), ...(WX_APP_ID && { createSite: realAccount }) })
  console.log(
    WX_APP_ID
      ? `For account ${WX_APP_ID}: ${origin}. Open ${WX_ORIGIN} in WeChat.`
      : `On the simulator: ${origin}`,
  )
} catch (error) {
  const hint = error.code === 'EADDRINUSE' ? ' Choose another port: PORT=8081 npm start' : ''
  console.error(`${error.message}.${hint}`)
  process.exit(1)
}
