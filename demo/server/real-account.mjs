/** A real account. Payments and cards need more than its secret: see payments.mjs and cards.mjs. */
import { createAccount, createOAuth } from 'wx-ready/server'

export function realAccount() {
  const { WX_APP_ID, WX_APP_SECRET, WX_ORIGIN } = process.env
  if (!WX_APP_SECRET || !WX_ORIGIN) {
    console.error(
      'With WX_APP_ID, also set WX_APP_SECRET and WX_ORIGIN, for example https://demo.example.com.',
    )
    process.exit(1)
  }
  const onEvent = ({ type, error, ...more }) => console.log(`${type}:`, error?.message ?? more)
  const options = { appId: WX_APP_ID, secret: WX_APP_SECRET, onEvent }
  return {
    appId: WX_APP_ID,
    account: createAccount(options),
    oauth: createOAuth(options),
    allow: [new URL(WX_ORIGIN).origin],
  }
}
