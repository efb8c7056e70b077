import { failureOfAnswer, statusOfFailure } from '../../../inspector/view/failure.js'
import { formatTime } from '../../../inspector/view/format.js'
import type { LogEntry, LogEntryStatus } from '../../../inspector/view/log-entry.js'
import { toReadable } from '../../../inspector/view/readable.js'
import type { SimulatedCall } from '../../page/simulator-types.js'

/** Converted once, because a page may call often. A call without an answer still changes. */
const CONVERTED = new WeakMap<SimulatedCall, LogEntry>()

/** A call that crossed the bridge, as an entry of the log. */
export function toLogEntry(call: SimulatedCall, id: number): LogEntry {
  const known = CONVERTED.get(call)
  if (known) return known
  const entry = convert(call, id)
  if (call.duration !== undefined) CONVERTED.set(call, entry)
  return entry
}

function convert(call: SimulatedCall, id: number): LogEntry {
  const { name, at, duration, parameters, answer, reason } = call
  const failure = failureOfAnswer(name, answer)
  return {
    id,
    kind: call.clientName === 'preVerifyJSAPI' ? 'setup' : 'call',
    name,
    status: statusOf(call, failure && statusOfFailure(failure)),
    time: formatTime(at),
    duration,
    parameters: toReadable(parameters),
    answer: toReadable(answer ?? undefined),
    note: reason,
    // The answer is shown already.
    failure: failure && { ...failure, result: undefined },
  }
}

function statusOf(call: SimulatedCall, ofFailure: LogEntryStatus | undefined): LogEntryStatus {
  if (call.duration === undefined) return 'pending'
  return ofFailure ?? (call.reason === undefined ? 'ok' : 'failed')
}
