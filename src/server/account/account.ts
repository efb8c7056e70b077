import { type Credential, createCredential } from '../credentials/credential.js'
import { planTicket, ticketMayBeDead } from '../credentials/schedule.js'
import {
  type Common,
  createForeignToken,
  createLegacyToken,
  createStableToken,
  readObtained,
  type Token,
} from '../credentials/token.js'
import { PlatformError } from '../errors.js'
import { createPlatformClient, type PlatformLimits } from '../platform/client.js'
import { createCardExt, createCardSign } from '../sign/card.js'
import { createNonces } from '../sign/nonce.js'
import { jsApiSignature } from '../sign/signature.js'
import { createResilientStore } from '../store/resilient.js'
import { memoryStore } from '../store/store.js'
import { type CallOptions, createCalls, validateTimeout } from '../util/deadline.js'
import { createEmitter } from '../util/emitter.js'
import { startStopwatch } from '../util/stopwatch.js'
import { validateWord } from '../util/validate.js'
import { withTimeout } from '../util/with-timeout.js'
import type {
  Account,
  AccountOptions,
  AccountTimeouts,
  PageSignature,
  TicketType,
  WarmOptions,
} from './account-types.js'
import { type CredentialName, TOKEN_CONFLICT_HINT } from './events.js'
import { fetchMedia } from './media.js'
import { type AccountRequest, request, withToken } from './request.js'

/**
 * Keeps the token and the tickets of an account: asked for once however many processes need them, and renewed before
 * they die. Nothing happens before the first call.
 *
 * @throws {TypeError} without an `appId` or a `secret`
 * @example
 * const account = createAccount({ appId: process.env.WX_APP_ID, secret: process.env.WX_APP_SECRET })
 * const { timestamp, nonceStr, signature } = await account.signature('https://www.example.com/')
 * @see 附录1-JS-SDK使用权限签名算法
 */
export function createAccount(options: AccountOptions): Account {
  const appId = validateWord('createAccount: appId', options.appId)
  const tell = createEmitter(options.onEvent)
  const limits = readTimeouts(options.timeouts)
  const calls = createCalls(limits.call)
  const client = createPlatformClient(
    { ...options, limits, onRetry: retry => tell({ type: 'retry', ...retry }) },
    'createAccount',
  )
  const store = createResilientStore(
    options.store ?? memoryStore(),
    error => tell({ type: 'store-failure', error }),
    'createAccount',
    downFor => tell({ type: 'store-recovered', downFor }),
  )
  const heldErrors = new WeakMap()
  const failing = new Map<CredentialName, () => number>()
  const common = (credential: CredentialName): Common => ({
    // Braces: a Redis Cluster keeps all that have the same between them in one place.
    key: `wx-ready:{${appId}}:${credential}`,
    store,
    heldErrors,
    limits: { waiting: limits.waiting, asking: limits.all },
    closing: calls.closing,
    onRefreshed: changed => tell({ type: 'refreshed', credential, changed }),
    onFailure(error) {
      if (!failing.has(credential)) failing.set(credential, startStopwatch())
      tell({ type: 'failure', credential, error })
    },
    onAvailable() {
      const since = failing.get(credential)
      failing.delete(credential)
      if (since) tell({ type: 'recovered', credential, downFor: Math.round(since()) })
    },
    onConflict: refusals => tell({ type: 'token-conflict', refusals, hint: TOKEN_CONFLICT_HINT }),
  })

  const token = createToken(options, common('access_token'), appId, client.ask)
  const ticket = (type: TicketType): Credential =>
    createCredential({
      ...common(`${type}_ticket`),
      plan: planTicket,
      mayBeDead: ticketMayBeDead,
      async obtain(_refused, left, signal) {
        const waiting = (value: string | Promise<string>) =>
          typeof value === 'string' ? value : withTimeout(Math.max(left(), 1), value, noToken)
        const answer = await withToken(token, waiting, access_token =>
          client.ask({
            path: '/cgi-bin/ticket/getticket',
            query: { access_token, type },
            authorizedBy: 'token',
            secrets: [access_token],
            repeatable: true,
            limit: left(),
            signal,
          }),
        )
        return readObtained(answer, 'ticket')
      },
    })
  const tickets = { jsapi: ticket('jsapi'), wx_card: ticket('wx_card') }
  const ticketFor = (type: TicketType, options: CallOptions | undefined) => {
    if (!Object.hasOwn(tickets, type)) throw new TypeError(`ticket: there is no type ${String(type)}`)
    calls.assertOpen(options)
    return calls.settle(tickets[type].get(), options)
  }
  const accessToken = (options: CallOptions | undefined) => {
    calls.assertOpen(options)
    return calls.settle(token.get(), options)
  }
  const nonces = createNonces()
  const sign = (value: string, url: string): PageSignature => {
    const nonceStr = nonces()
    const timestamp = Math.floor(Date.now() / 1000)
    const signature = jsApiSignature({ ticket: value, nonceStr, timestamp, url })
    return { appId, timestamp, nonceStr, signature }
  }

  return {
    appId,
    async signature(url, options = {}) {
      if (typeof url !== 'string') throw new TypeError('signature: url must be text, as the page has it')
      calls.assertOpen(options)
      const ticket = options.refused ? tickets.jsapi.renew() : tickets.jsapi.get()
      // To await what is there takes as long as a good part of a signature.
      return sign(typeof ticket === 'string' ? ticket : await calls.settle(ticket, options), url)
    },
    accessToken: async options => accessToken(options),
    ticket: async (type, options) => ticketFor(type, options),
    cardExt: async (card, options) => createCardExt(await ticketFor('wx_card', options), card),
    cardSign: async (filter = {}, options) =>
      createCardSign(await ticketFor('wx_card', options), appId, filter),
    async media(mediaId, mediaOptions = {}) {
      const { signal } = mediaOptions
      calls.assertOpen({ signal })
      return fetchMedia(token, client, value => calls.settle(value, { signal }), mediaId, mediaOptions)
    },
    async request<Answer extends object>(path: string, init: AccountRequest = {}) {
      const { signal } = init
      calls.assertOpen({ signal })
      const answer = await request(token, client, value => calls.settle(value, { signal }), path, init)
      return answer as Answer
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
      const warming = [
        () => accessToken(callOptions),
        ...types.map(type => () => ticketFor(type, callOptions)),
      ]
      // One that throws at once must not leave the rejection of another to nobody.
      await Promise.all(warming.map(async call => call()))
    },
    async close() {
      calls.close()
      await Promise.all([token, ...Object.values(tickets)].map(credential => credential.atRest()))
    },
  }
}

interface Limits extends PlatformLimits {
  /** For a call. */
  call: number
  /** For another process that asks WeChat. */
  waiting: number
}

/** What a refresh that fails has to say is to reach its callers before their own time is up. */
function readTimeouts({ call = 10_000, request = 3000 }: AccountTimeouts = {}): Limits {
  validateTimeout('createAccount: timeouts.call', call)
  validateTimeout('createAccount: timeouts.request', request)
  return { call, request, waiting: 0.9 * call, all: 0.8 * call }
}

function noToken(): never {
  throw new PlatformError('TIMEOUT', { errmsg: 'no access token in time', hint: NO_TOKEN_HINT })
}

const NO_TOKEN_HINT = 'Look at what onEvent was told of access_token.'

function createToken(
  { accessToken, secret, tokenApi = 'stable' }: AccountOptions,
  common: Common,
  appId: string,
  ask: Parameters<typeof createStableToken>[1]['ask'],
): Token {
  if (accessToken !== undefined) {
    if (typeof accessToken !== 'function')
      throw new TypeError('createAccount: accessToken must be a function that gives a token')
    return createForeignToken(accessToken)
  }
  const asking = { ask, appId, secret: validateWord('createAccount: secret', secret) }
  if (tokenApi === 'stable') return createStableToken(common, asking)
  if (tokenApi === 'legacy') return createLegacyToken(common, asking)
  throw new TypeError(`createAccount: there is no tokenApi ${String(tokenApi)}`)
}
