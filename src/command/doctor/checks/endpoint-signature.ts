import { type Check, NO_ENDPOINT } from '../check.js'
import { compareSignature } from '../compare-signature.js'

export const endpointSignature: Check = {
  name: 'endpoint-signature',
  group: 'endpoint',
  usesAccount: true,
  title: { en: 'the signature is right', zh: '签名正确' },
  async run(context) {
    const asked = await context.asked()
    return asked ? compareSignature(context, asked) : NO_ENDPOINT
  },
}
