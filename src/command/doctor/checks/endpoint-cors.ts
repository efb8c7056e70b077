import type { Text } from '../../cli/text.js'
import { type Check, failed, NO_ENDPOINT, ok, skipped } from '../check.js'
import { HttpFailure } from '../http.js'
import { type Hop, withoutQuery } from '../page-fetch.js'

export const endpointCors: Check = {
  name: 'endpoint-cors',
  group: 'endpoint',
  title: { en: 'the page may read the response', zh: '页面可以读取响应' },
  async run(context) {
    const asked = await context.asked()
    if (!asked) return NO_ENDPOINT
    const { page, hops, response } = asked
    // Browsers require the permission of a redirect too.
    const refused = hops.find(hop => !mayRead(hop))
    if (refused) {
      const allowed = allowedOrigin(refused)
      return hops.length > 1
        ? failed(
            'cors-missing',
            {
              en: `${refused.url} is requested with Origin: ${refused.origin}, and its response allows ${allowed ?? 'no other origin'}.`,
              zh: `请求 ${refused.url} 时 Origin 是 ${refused.origin}，而响应允许的是 ${allowed ?? '（没有跨域头）'}。`,
            },
            refused.origin === 'null' ? [tainted(refused)] : [],
          )
        : failed('cors-missing', {
            en: `The page is on ${new URL(page).origin}, and the response allows ${allowed ?? 'no other origin'}.`,
            zh: `页面在 ${new URL(page).origin}，而响应允许的是 ${allowed ?? '（没有跨域头）'}。`,
          })
    }
    const last = hops.at(-1)
    if (last?.origin === undefined)
      return ok({ en: 'Page and endpoint have the same origin.', zh: '页面和接口同源。' })
    if (response instanceof HttpFailure) return skipped({ en: 'There is no response.', zh: '没有响应。' })
    return ok({ en: `The response allows ${allowedOrigin(last)}.`, zh: `响应允许 ${allowedOrigin(last)}。` })
  },
}

/** No server allows `null` by intent. */
function tainted({ url }: Hop): Text {
  const direct = withoutQuery(url)
  return {
    en: `After this redirect browsers send Origin: null. Let the page request ${direct} directly.`,
    zh: `经过这次跳转，浏览器发送的 Origin 是 null。请让页面直接请求 ${direct}。`,
  }
}

function mayRead(hop: Hop): boolean {
  if (hop.origin === undefined || hop.response instanceof HttpFailure) return true
  return ['*', hop.origin].includes(allowedOrigin(hop) ?? '')
}

function allowedOrigin({ response }: Hop): string | undefined {
  return response instanceof HttpFailure ? undefined : response.headers['access-control-allow-origin']
}
