import type { WxError } from '../errors.js'
import { notify } from './notify.js'

/** One step of getting the page ready, or one call. */
export interface LogEvent {
  /** What was done: a step of getting the page ready (`verification` may be repeated with another URL), or a `call`. */
  step: 'script' | 'bridge' | 'signature' | 'verification' | 'call'
  /** Of a call: the API. */
  api?: string
  /** The input: the URL, the parameters. */
  parameters?: unknown
  /** The result, if the step succeeded. */
  answer?: unknown
  /** Why the step failed. */
  error?: unknown
  /** When it started, in milliseconds since the page was opened (`performance.now()`). */
  start: number
  /** In milliseconds. */
  duration: number
}

export type LogListener = (event: LogEvent) => void

/** The log of one `wx`. `wx-ready/inspector` finds it under `KEY`, and shows it even if it is opened late. */
export interface Log {
  /** The `log` option. An inspector puts its own listener in its place, and passes the events on. */
  log: LogListener | undefined
  /** The last events. Without their answers, because a page may have received large ones, such as images. */
  recent: readonly LogEvent[]
}

const MAX_RECENT = 50

/** Runs a step and logs how it ended. */
export type LogStep = <T>(
  step: Pick<LogEvent, 'step' | 'api' | 'parameters'>,
  run: () => Promise<T>,
) => Promise<T>

export function createLogStep(log: Log): LogStep {
  return (step, run) => {
    const start = performance.now()
    const work = run()
    const end = (error?: unknown, answer?: unknown) => {
      const event = { ...step, error, start, duration: performance.now() - start }
      log.recent = [...log.recent.slice(1 - MAX_RECENT), event]
      notify(log.log, { ...event, answer })
    }
    work.then(answer => end(undefined, answer), end)
    return work
  }
}

/** The default `onError`: warns once per code. That the page is open in an ordinary browser is no failure. */
export function createWarning(): (error: WxError) => void {
  const warned = new Set(['NOT_IN_WECHAT', 'NOT_IN_BROWSER'])
  return ({ code, message }) => {
    if (!warned.has(code)) console.warn(`wx-ready: ${message}`)
    warned.add(code)
  }
}
