import { endpoint } from './endpoint.js'
import { requirePackage } from './require-package.js'

/** As its README has it, with the cache that it has by default: a file. */
export function create({ appId, secret, platform, folder }) {
  const { OfficialAccount } = requirePackage('node-easywechat')
  const app = new OfficialAccount({
    app_id: appId,
    secret,
    http: { baseURL: platform },
    file_cache: { path: folder },
  })
  const sign = url => app.getUtils().buildJsSdkConfig(url)
  return { app, sign, listener: endpoint(sign) }
}
