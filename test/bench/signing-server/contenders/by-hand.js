import { hash, randomUUID } from 'node:crypto'
import { askTicket } from './ask-ticket.js'
import { json } from './endpoint.js'

/** What cannot be done without, in the fastest way that Node has: the ticket in a variable, no error handled. */
export async function create({ appId, secret, platform }) {
  const ticket = await askTicket({ appId, secret, platform })

  function sign(url) {
    const nonceStr = randomUUID()
    const timestamp = Math.floor(Date.now() / 1000)
    const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`
    return { appId, timestamp, nonceStr, signature: hash('sha1', text) }
  }

  return {
    sign,
    listener(request, response) {
      const query = request.url.slice(request.url.indexOf('?') + 1)
      json(response, sign(new URLSearchParams(query).get('url')))
    },
  }
}
