/** One line of the log, wherever it comes from: the log of a `wx`, or the calls that a simulated client received. */
export interface LogEntry {
  readonly id: number
  readonly kind: LogEntryKind
  /** The API, or the step of getting the page ready. */
  readonly name: string
  readonly status: LogEntryStatus
  /** When it started, as it is shown: `+1.2 s` since the page was opened, or the time of day. */
  readonly time: string
  /** In ms. `undefined`: unknown, or not yet over. */
  readonly duration?: number | undefined
  readonly parameters?: unknown
  readonly answer?: unknown
  /** What to say instead of an answer that is missing. */
  readonly note?: Note | undefined
  readonly failure?: Failure | undefined
}

export type LogEntryKind = 'call' | 'setup'
export type LogEntryStatus = 'ok' | 'failed' | 'cancelled' | 'pending'

/** `'not-kept'`: the inspector was opened after the step. `'not-verified'` …: why the simulated client refused a call. */
export type Note = 'not-kept' | 'not-verified' | 'not-listed' | 'denied' | 'unsupported'

/** Why a step failed: the fields of a `WxError`, or of what a client answered. */
export interface Failure {
  /** `undefined`: not an error of this library. */
  readonly code?: string | undefined
  readonly api?: string | undefined
  /** WeChat's words, verbatim. */
  readonly errMsg: string
  readonly hint?: string | undefined
  readonly result?: unknown
}

/** Which entries a list shows. */
export type Filter = 'all' | 'failed' | LogEntryKind

/** @param search matches the name, the code and WeChat's message, without regard to case */
export function filterEntries(
  entries: readonly LogEntry[],
  filter: Filter,
  search: string,
): readonly LogEntry[] {
  const wanted = search.trim().toLowerCase()
  return entries.filter(
    ({ kind, status, name, failure }) =>
      (filter === 'all' || filter === (filter === 'failed' ? status : kind)) &&
      [name, failure?.code, failure?.errMsg].some(text => text?.toLowerCase().includes(wanted)),
  )
}
