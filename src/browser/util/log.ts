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
  /** In milliseconds. */
  duration: number
}

export type LogListener = (event: LogEvent) => void

/** Runs a step and logs how it ended. */
export type LogStep = <T>(
  step: Pick<LogEvent, 'step' | 'api' | 'parameters'>,
  run: () => Promise<T>,
) => Promise<T>

export function createLogStep(listener: LogListener | undefined): LogStep {
  if (!listener) return (_step, run) => run()
  return (step, run) => {
    const start = performance.now()
    const log = (outcome: Pick<LogEvent, 'answer' | 'error'>) =>
      notify(listener, { ...step, ...outcome, duration: performance.now() - start })
    const work = run()
    work.then(
      answer => log({ answer }),
      error => log({ error }),
    )
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
