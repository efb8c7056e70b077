import { PlatformError } from '../errors.js'

/** What a call that may have to wait takes. */
export interface CallOptions {
  /** How long the call may take, in ms. @default `timeouts.call` of `createAccount`: 10000 */
  timeout?: number | undefined
  /** Ends the wait: the call rejects with the signal's reason. What it started for others goes on. */
  signal?: AbortSignal | undefined
}

/** The calls of an account. Each has its own deadline, counted from its own start, and closing the account ends all of them. */
export interface Calls {
  /** @throws the reason of an aborted signal, and `CLOSED` after `close()` */
  assertOpen(options?: CallOptions): void
  /** Settles with the work, or when the caller's time is up. @throws {PlatformError} `TIMEOUT`, `CLOSED` */
  settle<T>(work: T | Promise<T>, options?: CallOptions): T | Promise<T>
  close(): void
  readonly closing: Closing
}

/** What ends when an account closes. No AbortSignal: in a Worker, one that was made in a request is of no use in another. */
export interface Closing {
  /** Calls the listener with the error that `close()` ends calls with. @returns stops listening */
  onClose(listener: (error: PlatformError) => void): () => void
  /** @throws {PlatformError} `CLOSED` once the account is closed */
  assertOpen(): void
}

/** Node runs a timer with a longer delay after 1 ms. */
const LONGEST_TIMEOUT = 2 ** 31 - 1

const LATE_HINT =
  'Neither WeChat nor another process that shares the store had it in time. Look at what onEvent was told.'

export function createCalls(defaultTimeout: number): Calls {
  const waiting = new Set<(error: PlatformError) => void>()
  let closed: PlatformError | undefined

  function wait<T>(work: Promise<T>, { timeout = defaultTimeout, signal }: CallOptions): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => fail(tooLate(timeout)), timeout)
      const leave = () => fail(signal?.reason)
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', leave)
        waiting.delete(fail)
      }
      const fail = (error: unknown) => {
        end()
        reject(error)
      }
      waiting.add(fail)
      signal?.addEventListener('abort', leave)
      work.then(value => {
        end()
        resolve(value)
      }, fail)
    })
  }

  const closing: Closing = {
    onClose(listener) {
      waiting.add(listener)
      return () => waiting.delete(listener)
    },
    assertOpen() {
      if (closed) throw closed
    },
  }

  return {
    closing,
    assertOpen({ timeout, signal } = {}) {
      if (timeout !== undefined) validateTimeout('timeout', timeout)
      signal?.throwIfAborted()
      closing.assertOpen()
    },
    settle: (work, options = {}) => (work instanceof Promise ? wait(work, options) : work),
    close() {
      closed ??= new PlatformError('CLOSED')
      for (const fail of [...waiting]) fail(closed)
    },
  }
}

/** @throws {TypeError} for what is no number of ms that a timer takes */
export function validateTimeout(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && value <= LONGEST_TIMEOUT) return value
  throw new TypeError(`${name} must be from 1 to ${LONGEST_TIMEOUT} ms`)
}

function tooLate(timeout: number): PlatformError {
  return new PlatformError('TIMEOUT', { errmsg: `nothing within ${timeout} ms`, hint: LATE_HINT })
}
