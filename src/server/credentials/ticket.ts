import { PlatformError } from '../errors.js'
import type { PlatformClient } from '../platform/client.js'
import { withTimeout } from '../util/with-timeout.js'
import { type Credential, createCredential } from './credential.js'
import { readIssued } from './issued.js'
import { TICKET } from './schedule.js'
import type { CredentialContext, Token } from './token.js'
import { withToken } from './with-token.js'

/** What a ticket is for: `jsapi` signs pages, `wx_card` signs cards (卡券). */
export type TicketType = 'jsapi' | 'wx_card'

/** The ticket that signs pages or cards. WeChat issues it for the account's token. */
export function createTicket(
  context: CredentialContext,
  type: TicketType,
  token: Token,
  ask: PlatformClient['ask'],
): Credential {
  return createCredential({
    ...context,
    policy: TICKET,
    async issue({ timeLeft, signal }) {
      const waitForToken = (value: string | Promise<string>) =>
        typeof value === 'string' ? value : withTimeout(Math.max(timeLeft(), 1), value, failWithoutToken)
      const response = await withToken(token, waitForToken, access_token =>
        ask({
          path: '/cgi-bin/ticket/getticket',
          query: { access_token, type },
          authorizedBy: 'token',
          secrets: [access_token],
          repeatable: true,
          limit: timeLeft(),
          signal,
        }),
      )
      return readIssued(response, 'ticket')
    },
  })
}

function failWithoutToken(): never {
  throw new PlatformError('TIMEOUT', {
    errmsg: 'no access token in time',
    hint: 'Look at the access_token events that onEvent receives.',
  })
}
