import { type Check, failed, NO_ENDPOINT, ok, skipped } from '../check.js'
import { HttpFailure } from '../http.js'

/** Fields that no page needs. */
const SECRET_FIELD = /"(jsapi_?ticket|ticket|access_?token|app_?secret|secret)"\s*:\s*"[^"]+"/i

export const endpointSecrets: Check = {
  name: 'endpoint-secrets',
  group: 'endpoint',
  usesAccount: true,
  title: { en: 'the response contains no secret', zh: '响应里没有机密' },
  async run(context) {
    const asked = await context.asked()
    if (!asked) return NO_ENDPOINT
    if (asked.response instanceof HttpFailure)
      return skipped({ en: 'There is no response.', zh: '没有响应。' })
    const { text } = asked.response
    const [, field] = SECRET_FIELD.exec(text) ?? []
    if (field) return failed('secret-leaked', { en: `The response has ${field}.`, zh: `响应里有 ${field}。` })
    const { account, settings } = context
    const outcomes = account ? await Promise.all([account.token(), account.ticket('jsapi')]) : []
    const secrets = [
      settings.credentials?.secret,
      ...outcomes.map(outcome => ('value' in outcome ? outcome.value : undefined)),
    ]
    if (secrets.some(secret => secret && text.includes(secret)))
      return failed('secret-leaked', {
        en: 'The response has the secret, the token or the ticket of the account.',
        zh: '响应里有公众号的 secret、token 或 ticket。',
      })
    return ok({ en: 'There is none.', zh: '没有发现。' })
  },
}
