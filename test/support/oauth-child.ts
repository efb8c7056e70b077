/** A process of a site that has several: it exchanges the codes that it is told to. See oauth-processes.test.ts. */
import { createOAuth, type PlatformError, type Store } from '../../src/server/index.js'
import { SIMULATED_ACCOUNT } from '../../src/simulator/platform.js'

/** Told by the parent. */
export type ToChild =
  | { type: 'exchange'; code: string; callers: number; origin: string }
  | { type: 'stored'; id: number; result: unknown }

/** Told to the parent. */
export type FromChild =
  | { type: 'ready' }
  | { type: 'exchanged'; outcomes: Outcome[] }
  | { type: 'store'; id: number; method: keyof Store; values: unknown[] }

/** What one caller was given. */
export type Outcome = { openid: string; access_token: string } | { code: string; errcode: number | null }

const send = (message: FromChild) => process.send?.(message)

/** The store that all processes share: here it lives in the parent. */
function createStore(): Store {
  const waiting = new Map<number, (result: never) => void>()
  let last = 0
  process.on('message', (message: ToChild) => {
    if (message.type !== 'stored') return
    waiting.get(message.id)?.(message.result as never)
    waiting.delete(message.id)
  })
  const call = (method: keyof Store) => {
    return (...values: unknown[]) =>
      new Promise<never>(resolve => {
        last += 1
        waiting.set(last, resolve)
        send({ type: 'store', id: last, method, values })
      })
  }
  return { get: call('get'), set: call('set'), add: call('add'), delete: call('delete') }
}

const store = createStore()

process.on('message', async (message: ToChild) => {
  if (message.type !== 'exchange') return
  const oauth = createOAuth({ ...SIMULATED_ACCOUNT, hosts: [message.origin], store })
  const callers = Array.from({ length: message.callers }, () => oauth.token(message.code, { state: 'abc' }))
  const results = await Promise.allSettled(callers)
  const outcomes = results.map((result): Outcome => {
    if (result.status === 'fulfilled') {
      const { openid, access_token } = result.value
      return { openid, access_token }
    }
    const { code, errcode } = result.reason as PlatformError
    return { code, errcode: errcode ?? null }
  })
  send({ type: 'exchanged', outcomes })
})

send({ type: 'ready' })
