import { type Check, type Finding, failed, NO_ENDPOINT, skipped } from '../check.js'
import { compareSignature } from '../compare-signature.js'
import type { Asked } from '../endpoint-probe.js'
import { reasonOf } from '../endpoint-reason.js'
import { HttpFailure } from '../http.js'
import { readFields } from '../signature-fields.js'

/** What WeChat adds to a link that was shared, and characters that are often escaped wrongly. */
const ADDED = 'from=singlemessage&isappinstalled=0&q=%E5%BE%AE%E4%BF%A1'

export const endpointSharedLink: Check = {
  name: 'endpoint-shared-link',
  group: 'endpoint',
  usesAccount: true,
  title: { en: 'the signature of a shared link is right', zh: '分享后的链接签名正确' },
  slow: true,
  async run(context) {
    const landing = await context.landing()
    if (!landing || !context.endpoint) return NO_ENDPOINT
    const link = `${landing.url}${landing.url.includes('?') ? '&' : '?'}${ADDED}`
    const shared = await context.endpoint.ask(link)
    const plain = await context.endpoint.ask(landing.url)
    if (readFields(plain) && !readFields(shared)) return onlyPlainIsSigned(shared)
    const finding = await compareSignature(context, shared)
    // What is wrong with every signature is reported by endpoint-signature.
    const { cause } = await compareSignature(context, plain)
    return finding.status === 'failed' && finding.cause === cause
      ? skipped({ en: 'See endpoint-signature.', zh: '见 endpoint-signature。' })
      : finding
  },
}

/** The page works until somebody shares it. */
function onlyPlainIsSigned(shared: Asked): Finding {
  const { page, response } = shared
  const status = response instanceof HttpFailure ? response.code : `HTTP ${response.status}`
  return failed(
    status === 'HTTP 403' ? 'url-not-allowed' : 'endpoint-failed',
    {
      en: `The endpoint signs the page, but not the link after it was shared: ${status} for ${page}.`,
      zh: `签名接口能签页面 URL，但不能签分享后的链接：${page} 返回 ${status}。`,
    },
    reasonOf(shared),
  )
}
