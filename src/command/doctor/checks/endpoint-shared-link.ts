import { type Check, NO_ENDPOINT, skipped } from '../check.js'
import { compareSignature } from '../compare-signature.js'

/** What WeChat adds to a link that was shared, and characters that are often escaped wrongly. */
const ADDED = 'from=singlemessage&isappinstalled=0&q=%E5%BE%AE%E4%BF%A1'

export const endpointSharedLink: Check = {
  name: 'endpoint-shared-link',
  group: 'endpoint',
  title: { en: 'the signature of a shared link is right', zh: '分享后的链接签名正确' },
  slow: true,
  async run(context) {
    const landing = await context.landing()
    if (!landing || !context.endpoint) return NO_ENDPOINT
    const shared = `${landing.url}${landing.url.includes('?') ? '&' : '?'}${ADDED}`
    const finding = await compareSignature(context, await context.endpoint.ask(shared))
    // What is wrong with every signature is reported by endpoint-signature.
    const plain = await compareSignature(context, await context.endpoint.ask(landing.url))
    return finding.status === 'failed' && finding.cause === plain.cause
      ? skipped({ en: 'See endpoint-signature.', zh: '见 endpoint-signature。' })
      : finding
  },
}
