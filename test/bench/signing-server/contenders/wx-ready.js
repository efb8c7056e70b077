import { createAccount, signatureHandler, toNodeListener } from '../../../../dist/server/index.js'

export function create({ appId, secret, platform, site }) {
  const account = createAccount({ appId, secret, hosts: [platform] })
  const handler = signatureHandler(account, { allow: site })
  return { sign: url => account.signature(url), handler, listener: toNodeListener(handler) }
}
