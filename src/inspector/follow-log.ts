import type { Log, LogEvent } from '../browser/util/log.js'
import { KEY } from '../browser/util/shared-on-page.js'
import type { Wx } from '../browser/wx.js'
import { failureOfAnswer, statusOfFailure, toFailure } from './view/failure.js'
import { formatSinceOpened } from './view/format.js'
import type { Failure, LogEntry } from './view/log-entry.js'
import { toReadable } from './view/readable.js'

/** The log of a `wx`, for the inspector to show. */
export interface FollowedLog {
  /** The last entries, the oldest first. A new array at each change. */
  readonly entries: readonly LogEntry[]
  /** @returns a function that removes the listener */
  subscribe(listener: () => void): () => void
  clear(): void
  stop(): void
}

/** How many entries are kept. */
const MAX_ENTRIES = 300

/**
 * Follows the log of a `wx`, beginning with what it has kept.
 *
 * @throws {TypeError} if `wx` was not made by `createWx()`
 */
export function followLog(wx: Wx): FollowedLog {
  const log = (wx as Partial<{ [KEY]: Log }> | undefined)?.[KEY]
  if (!log) throw new TypeError('The inspector needs the wx that createWx() of this release returned.')
  const listeners = new Set<() => void>()
  let id = 0
  const convert = (event: LogEvent, isEarlier = false) => {
    id += 1
    return toEntry(event, id, isEarlier)
  }
  let entries: readonly LogEntry[] = log.recent.map(event => convert(event, true))
  const change = (changed: readonly LogEntry[]) => {
    entries = changed.slice(-MAX_ENTRIES)
    for (const listener of listeners) listener()
  }
  const optionOfPage = log.log
  let stopped = false
  const listen = (event: LogEvent) => {
    if (!stopped) change([...entries, convert(event)])
    optionOfPage?.(event)
  }
  log.log = listen
  return {
    get entries() {
      return entries
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear: () => change([]),
    stop() {
      stopped = true
      listeners.clear()
      // Another inspector may listen in its place by now, and passes the events on.
      if (log.log === listen) log.log = optionOfPage
    },
  }
}

function toEntry(event: LogEvent, id: number, isEarlier: boolean): LogEntry {
  const { step, api, error, duration, start } = event
  const failure = failureOf(event)
  return {
    id,
    kind: step === 'call' ? 'call' : 'setup',
    name: api ?? step,
    status: failure ? statusOfFailure(failure) : 'ok',
    time: formatSinceOpened(start),
    duration,
    parameters: toReadable(event.parameters),
    answer: toReadable(event.answer),
    note: isEarlier && error === undefined ? 'not-kept' : undefined,
    failure: failure && { ...failure, result: toReadable(failure.result) },
  }
}

/** A press of a share button is logged with WeChat's answer, whatever it is. */
function failureOf({ step, api, error, answer }: LogEvent): Failure | undefined {
  if (error !== undefined) return toFailure(error)
  return step === 'call' && api !== undefined ? failureOfAnswer(api, answer) : undefined
}
