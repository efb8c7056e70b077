import { createHash, randomBytes } from 'node:crypto'
import { askTicket } from './ask-ticket.js'
import { endpoint } from './endpoint.js'

/** By hand, with what most examples of signing have. */
export async function create({ appId, secret, platform }) {
  const ticket = await askTicket({ appId, secret, platform })

  function sign(url) {
    const nonceStr = randomBytes(16).toString('hex')
    const timestamp = Math.floor(Date.now() / 1000)
    const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`
    return { appId, timestamp, nonceStr, signature: createHash('sha1').update(text).digest('hex') }
  }

  return { sign, listener: endpoint(sign) }
}
