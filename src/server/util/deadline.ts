import { isPromise } from '../../shared/is-promise.js'
import { PlatformError } from '../errors.js'

/** Options of a call that may have to wait. */
export interface CallOptions {
  /** How long the call may take, in ms; then it rejects with `TIMEOUT`. @default `timeouts.call` of `createAccount`: 10000 */
  timeout?: number | undefined
  /** Ends the wait: the call rejects with the signal's reason. A refresh that it started goes on for others. @default none */
  signal?: AbortSignal | undefined
}

/** Gives each call of an account a deadline of its own, counted from its start. Closing the account ends all of them. */
export interface Deadlines {
  /** @throws the reason of an aborted signal, or `CLOSED` after `close()` */
  assertOpen(options?: CallOptions): void
  /** Settles with the work, or at the deadline. @throws {PlatformError} `TIMEOUT`, `CLOSED` */
  settle<T>(work: T | Promise<T>, options?: CallOptions): T | Promise<T>
  close(): void
  readonly closing: Closing
}

/**
 * Tells when an account closes. Not an AbortSignal, because a Worker cannot use one that was created in another request.
 */
export interface Closing {
  /** Calls the listener with the error that `close()` ends calls with. @returns removes the listener */
  onClose(listener: (error: PlatformError) => void): () => void
  /** @throws {PlatformError} `CLOSED` once the account is closed */
  assertOpen(): void
}

/** Node fires a timer with a longer delay after 1 ms. */
const MAX_TIMEOUT = 2 ** 31 - 1

const LATE_HINT =
  'Neither WeChat nor another process that shares the store delivered it in time. Look at the events of onEvent.'

export function createDeadlines(defaultTimeout: number): Deadlines {
  const listeners = new Set<(error: PlatformError) => void>()
  let closed: PlatformError | undefined

  const closing: Closing = {
    onClose(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    assertOpen() {
      if (closed) throw closed
    },
  }

  function wait<T>(work: Promise<T>, { timeout = defaultTimeout, signal }: CallOptions): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => fail(timeoutError(timeout)), timeout)
      const abort = () => fail(signal?.reason)
      const cleanUp = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        listeners.delete(fail)
      }
      const fail = (error: unknown) => {
        cleanUp()
        reject(error)
      }
      listeners.add(fail)
      signal?.addEventListener('abort', abort)
      work.then(value => {
        cleanUp()
        resolve(value)
      }, fail)
    })
  }

  return {
    closing,
    assertOpen({ timeout, signal } = {}) {
      if (timeout !== undefined) validateTimeout('timeout', timeout)
      signal?.throwIfAborted()
      closing.assertOpen()
    },
    settle: (work, options = {}) => (isPromise(work) ? wait(work, options) : work),
    close() {
      closed ??= new PlatformError('CLOSED')
      for (const listener of [...listeners]) listener(closed)
    },
  }
}

/** @throws {TypeError} for anything but a number of ms that a timer takes */
export function validateTimeout(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && value <= MAX_TIMEOUT) return value
  throw new TypeError(`${name} must be from 1 to ${MAX_TIMEOUT} ms`)
}

function timeoutError(timeout: number): PlatformError {
  return new PlatformError('TIMEOUT', { errmsg: `nothing within ${timeout} ms`, hint: LATE_HINT })
}
