import { type Check, failed, NO_ENDPOINT, ok, skipped } from '../check.js'
import { HttpFailure } from '../http.js'

export const endpointCors: Check = {
  name: 'endpoint-cors',
  group: 'endpoint',
  title: { en: 'the page may read the response', zh: '页面可以读取响应' },
  async run(context) {
    const asked = await context.asked()
    if (!asked) return NO_ENDPOINT
    const { page, requested, response } = asked
    const { origin } = new URL(page)
    if (origin === new URL(requested).origin)
      return ok({ en: 'Page and endpoint have the same origin.', zh: '页面和接口同源。' })
    if (response instanceof HttpFailure) return skipped({ en: 'There is no response.', zh: '没有响应。' })
    const allowed = response.headers['access-control-allow-origin']
    if (allowed === '*' || allowed === origin)
      return ok({ en: `The response allows ${allowed}.`, zh: `响应允许 ${allowed}。` })
    return failed('cors-missing', {
      en: `The page is on ${origin}, and the response allows ${allowed ?? 'no other origin'}.`,
      zh: `页面在 ${origin}，而响应允许的是 ${allowed ?? '（没有跨域头）'}。`,
    })
  },
}
