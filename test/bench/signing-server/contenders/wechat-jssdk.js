import { join } from 'node:path'
import { endpoint } from './endpoint.js'
import { requirePackage } from './require-package.js'

/** As its README has it, with the store that it has by default: an object in memory, now and then written to a file. */
export function create({ appId, secret, platform, folder }) {
  const { Wechat } = requirePackage('wechat-jssdk')
  const { jssdk } = new Wechat({
    appId,
    appSecret: secret,
    accessTokenUrl: `${platform}/cgi-bin/token`,
    ticketUrl: `${platform}/cgi-bin/ticket/getticket`,
    storeOptions: { fileStorePath: join(folder, 'wechat-info.json') },
  })
  const sign = url => jssdk.getSignature(url)
  return { sign, listener: endpoint(sign) }
}
