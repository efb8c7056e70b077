import { PlatformError } from './errors.js'
import type { Store } from './store.js'
import { startTimer } from './timer.js'

/** How long is waited for a store, in ms. */
const LIMIT = 1000

/** After it was silent, how long it is not even asked, in ms. */
const PAUSE = 3000

/**
 * A store for those who can do without: each call fails with STORE_UNAVAILABLE where the store fails or is silent.
 *
 * @param onFailure is told of it
 */
export function impatientStore(store: Store, onFailure: (error: PlatformError) => void): Store {
  let sinceSilence: (() => number) | undefined

  async function call<T>(work: () => Promise<T>): Promise<T> {
    if (sinceSilence && sinceSilence() < PAUSE) throw unavailable('silent a moment ago')
    let late: ReturnType<typeof setTimeout> | undefined
    const silence = new Promise<never>((_resolve, reject) => {
      late = setTimeout(() => {
        sinceSilence = startTimer()
        reject(unavailable(`nothing within ${LIMIT} ms`))
      }, LIMIT)
    })
    try {
      return await Promise.race([new Promise<T>(resolve => resolve(work())), silence])
    } catch (cause) {
      const error = cause instanceof PlatformError ? cause : unavailable(nameOf(cause))
      onFailure(error)
      throw error
    } finally {
      clearTimeout(late)
    }
  }

  return {
    get: key => call(() => store.get(key)),
    set: (...given) => call(() => store.set(...given)),
    add: (...given) => call(() => store.add(...given)),
    delete: (...given) => call(() => store.delete(...given)),
  }
}

function unavailable(errmsg: string): PlatformError {
  return new PlatformError('STORE_UNAVAILABLE', { errmsg })
}

/** What a store's own error says is left out: it may hold the command, and so the value. */
function nameOf(error: unknown): string {
  const { code, name } = { ...(error as { code?: unknown }), name: (error as Error | undefined)?.name }
  return String(code ?? name ?? '')
}
