export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Writes one JSON line for each event. */
export interface Log {
  (level: LogLevel, event: string, details?: object): void
  /** Whether events of this level are written: to gather the details of a request costs more than to skip them. */
  writes(level: LogLevel): boolean
  /** Writes what is waiting. */
  flush(): void
}

/**
 * @param write gets one or more lines: lines of the same turn of the event loop are written together, which a busy server
 *   notices
 */
export function createLog(minimum: LogLevel, write: (lines: string) => void): Log {
  const threshold = LOG_LEVELS.indexOf(minimum)
  let waiting = ''
  const flush = () => {
    if (waiting === '') return
    const lines = waiting
    waiting = ''
    write(lines)
  }
  const writes = (level: LogLevel) => LOG_LEVELS.indexOf(level) >= threshold
  const log = (level: LogLevel, event: string, details: object = {}) => {
    if (!writes(level)) return
    if (waiting === '') setImmediate(flush)
    waiting += `${JSON.stringify({ time: new Date().toISOString(), level, event, ...details })}\n`
  }
  return Object.assign(log, { writes, flush })
}

/** The parts of an error that are useful and contain no secret. */
export function describeError(error: unknown): object {
  const { code, errcode, errmsg, hint, message } = Object(error) as Record<string, unknown>
  return { error: code === undefined ? { message } : { code, errcode, errmsg, hint } }
}
