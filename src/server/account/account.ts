import type { Credential } from '../credentials/credential.js'
import { createExternalToken } from '../credentials/external-token.js'
import { createTicket, type TicketType } from '../credentials/ticket.js'
import {
  type CredentialContext,
  createLegacyToken,
  createStableToken,
  type Token,
} from '../credentials/token.js'
import type { WaitForToken } from '../credentials/with-token.js'
import { createPlatformClient, type PlatformClient, type PlatformLimits } from '../platform/client.js'
import { createCardExt, createCardSign } from '../sign/card.js'
import { createNonces } from '../sign/nonce.js'
import { jsApiSignature } from '../sign/signature.js'
import { createResilientStore } from '../store/resilient.js'
import { memoryStore } from '../store/store.js'
import { type CallOptions, createDeadlines, validateTimeout } from '../util/deadline.js'
import { createEmitter } from '../util/emitter.js'
import { startStopwatch } from '../util/stopwatch.js'
import { validateWord } from '../util/validate.js'
import type { Account, AccountOptions, AccountTimeouts, PageSignature, WarmOptions } from './account-types.js'
import { type AccountEvent, type CredentialName, TOKEN_CONFLICT_HINT } from './events.js'
import { fetchMedia } from './media.js'
import { type AccountRequest, request } from './request.js'

/**
 * Creates an account, which caches its access token and its tickets: they are requested once, however many processes
 * share the store, and refreshed before they expire. Nothing is requested before the first call.
 *
 * @throws {TypeError} without an `appId` or a `secret`
 * @example
 * const account = createAccount({ appId: process.env.WX_APP_ID, secret: process.env.WX_APP_SECRET })
 * const { timestamp, nonceStr, signature } = await account.signature('https://www.example.com/')
 * @see 附录1-JS-SDK使用权限签名算法
 */
export function createAccount(options: AccountOptions): Account {
  const appId = validateWord('createAccount: appId', options.appId)
  const emit = createEmitter(options.onEvent)
  const limits = readTimeouts(options.timeouts)
  const deadlines = createDeadlines(limits.call)
  const client = createPlatformClient(
    { ...options, limits, onRetry: retry => emit({ type: 'retry', ...retry }) },
    'createAccount',
  )
  const store = createResilientStore(
    options.store ?? memoryStore(),
    error => emit({ type: 'store-failure', error }),
    'createAccount',
    downFor => emit({ type: 'store-recovered', downFor }),
  )
  const holdTimes = new WeakMap()
  const contextOf = (name: CredentialName): CredentialContext => ({
    // The braces are a hash tag: a Redis Cluster keeps all keys of an account on one node.
    key: `wx-ready:{${appId}}:${name}`,
    store,
    holdTimes,
    limits: { waiting: limits.waiting, asking: limits.total },
    closing: deadlines.closing,
    events: toEvents(name, emit),
  })
  const token = createToken(options, contextOf('access_token'), appId, client.ask)
  const tickets: Record<TicketType, Credential> = {
    jsapi: createTicket(contextOf('jsapi_ticket'), 'jsapi', token, client.ask),
    wx_card: createTicket(contextOf('wx_card_ticket'), 'wx_card', token, client.ask),
  }
  const nonces = createNonces()

  function accessToken(callOptions: CallOptions | undefined): string | Promise<string> {
    deadlines.assertOpen(callOptions)
    return deadlines.settle(token.get(), callOptions)
  }

  function ticketOf(type: TicketType, callOptions: CallOptions | undefined): string | Promise<string> {
    if (!Object.hasOwn(tickets, type)) throw new TypeError(`ticket: there is no type ${String(type)}`)
    deadlines.assertOpen(callOptions)
    return deadlines.settle(tickets[type].get(), callOptions)
  }

  /** For a request that has its own time limit: the account's covers only the wait for the token. */
  function tokenWait({ signal }: Pick<CallOptions, 'signal'>): WaitForToken {
    deadlines.assertOpen({ signal })
    return token => deadlines.settle(token, { signal })
  }

  function sign(ticket: string, url: string): PageSignature {
    const nonceStr = nonces()
    const timestamp = Math.floor(Date.now() / 1000)
    const signature = jsApiSignature({ ticket, nonceStr, timestamp, url })
    return { appId, timestamp, nonceStr, signature }
  }

  return {
    appId,
    async signature(url, callOptions = {}) {
      if (typeof url !== 'string') throw new TypeError('signature: url must be text, as the page has it')
      deadlines.assertOpen(callOptions)
      const ticket = callOptions.refused ? tickets.jsapi.renewAfterRefusedPage() : tickets.jsapi.get()
      // To await a ticket that is in memory would take as long as a good part of the signature.
      return sign(typeof ticket === 'string' ? ticket : await deadlines.settle(ticket, callOptions), url)
    },
    accessToken: async callOptions => accessToken(callOptions),
    ticket: async (type, callOptions) => ticketOf(type, callOptions),
    cardExt: async (card, callOptions) => createCardExt(await ticketOf('wx_card', callOptions), card),
    cardSign: async (filter = {}, callOptions) =>
      createCardSign(await ticketOf('wx_card', callOptions), appId, filter),
    async media(mediaId, mediaOptions = {}) {
      return fetchMedia(token, client, tokenWait(mediaOptions), mediaId, mediaOptions)
    },
    async request<Answer extends object>(path: string, init: AccountRequest = {}) {
      return (await request(token, client, tokenWait(init), path, init)) as Answer
    },
    status: () => ({
      store: store.isUp() ? 'up' : 'down',
      credentials: {
        access_token: token.status(),
        jsapi_ticket: tickets.jsapi.status(),
        wx_card_ticket: tickets.wx_card.status(),
      },
    }),
    async warm({ tickets: types = ['jsapi'], ...callOptions }: WarmOptions = {}) {
      const calls = [() => accessToken(callOptions), ...types.map(type => () => ticketOf(type, callOptions))]
      // One that throws synchronously must not leave the rejection of another unhandled.
      await Promise.all(calls.map(async call => call()))
    },
    async close() {
      deadlines.close()
      await Promise.all([token, tickets.jsapi, tickets.wx_card].map(credential => credential.idle()))
    },
  }
}

interface Limits extends PlatformLimits {
  /** For a call. */
  call: number
  /** For another process that asks WeChat. */
  waiting: number
}

/** A refresh gets less time than its callers, so that they learn why it failed. */
function readTimeouts({ call = 10_000, request = 3000 }: AccountTimeouts = {}): Limits {
  validateTimeout('createAccount: timeouts.call', call)
  validateTimeout('createAccount: timeouts.request', request)
  return { call, waiting: 0.9 * call, attempt: request, total: 0.8 * call }
}

function toEvents(
  credential: CredentialName,
  emit: (event: AccountEvent) => void,
): CredentialContext['events'] {
  let failingFor: (() => number) | undefined
  return {
    onRefreshed: changed => emit({ type: 'refreshed', credential, changed }),
    onFailure(error) {
      failingFor ??= startStopwatch()
      emit({ type: 'failure', credential, error })
    },
    onAvailable() {
      const downFor = failingFor?.()
      failingFor = undefined
      if (downFor !== undefined) emit({ type: 'recovered', credential, downFor: Math.round(downFor) })
    },
    onConflict: refusals => emit({ type: 'token-conflict', refusals, hint: TOKEN_CONFLICT_HINT }),
  }
}

function createToken(
  { accessToken, secret, tokenApi = 'stable' }: AccountOptions,
  context: CredentialContext,
  appId: string,
  ask: PlatformClient['ask'],
): Token {
  if (accessToken !== undefined) {
    if (typeof accessToken !== 'function')
      throw new TypeError('createAccount: accessToken must be a function that gives a token')
    return createExternalToken(accessToken)
  }
  const access = { ask, appId, secret: validateWord('createAccount: secret', secret) }
  if (tokenApi === 'stable') return createStableToken(context, access)
  if (tokenApi === 'legacy') return createLegacyToken(context, access)
  throw new TypeError(`createAccount: there is no tokenApi ${String(tokenApi)}`)
}
