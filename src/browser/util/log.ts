import type { WxError } from '../errors.js'
import { tell } from './notify.js'

/** One step on the way of a page, or one call. */
export interface LogEvent {
  step: 'script' | 'bridge' | 'signature' | 'verification' | 'call'
  /** Of a call: the API. */
  api?: string
  /** What was asked: the URL, the parameters. */
  parameters?: unknown
  /** What came back, where it went well. */
  answer?: unknown
  /** Why it did not go well. */
  error?: unknown
  /** In milliseconds. */
  duration: number
}

export type LogListener = (event: LogEvent) => void

/** Runs a step and tells the listener how it ended. */
export type Logged = <T>(
  about: Pick<LogEvent, 'step' | 'api' | 'parameters'>,
  run: () => Promise<T>,
) => Promise<T>

export function createLog(listener: LogListener | undefined): Logged {
  if (!listener) return (_about, run) => run()
  return (about, run) => {
    const start = performance.now()
    const told = (ended: Pick<LogEvent, 'answer' | 'error'>) =>
      tell(listener, { ...about, ...ended, duration: performance.now() - start })
    const work = run()
    work.then(
      answer => told({ answer }),
      error => told({ error }),
    )
    return work
  }
}

/** The default `onError`: warns once a code. That the page is open in an ordinary browser is no failure, and goes unsaid. */
export function createWarning(): (error: WxError) => void {
  const told = new Set(['NOT_IN_WECHAT', 'NOT_IN_BROWSER'])
  return ({ code, message }) => {
    if (!told.has(code)) console.warn(`wx-ready: ${message}`)
    told.add(code)
  }
}
