import type { JSX } from 'preact'
import { EntryDetails } from './entry-details.js'
import { formatDuration, formatPreview } from './format.js'
import type { Language, Translate } from './i18n.js'
import type { LogEntry, LogEntryStatus } from './log-entry.js'
import { OpenableList } from './openable-list.js'

interface LogListProps {
  entries: readonly LogEntry[]
  /** What to say if there is none. */
  empty: string
  language: Language
  t: Translate
}

/** The entries in their order. Each opens to show its details. */
export function LogList({ entries, empty, language, t }: LogListProps): JSX.Element {
  if (entries.length === 0) return <p class="wi-empty">{empty}</p>
  return (
    <OpenableList
      items={entries.map(entry => ({
        id: entry.id,
        status: entry.status,
        line: <Line entry={entry} t={t} />,
        details: () => <EntryDetails entry={entry} language={language} t={t} />,
      }))}
    />
  )
}

function Line({ entry, t }: { entry: LogEntry; t: Translate }): JSX.Element {
  const { name, status, failure, parameters, duration } = entry
  const isFailure = status === 'failed' || status === 'cancelled'
  return (
    <>
      <StatusDot status={status} t={t} />
      <span class="wi-name">{name}</span>
      <span class="wi-preview">
        {isFailure ? (failure?.code ?? failure?.errMsg) : formatPreview(parameters)}
      </span>
      <span class="wi-duration">{duration === undefined ? '…' : formatDuration(duration)}</span>
    </>
  )
}

/** The status as a shape and a color. */
export function StatusDot({ status, t }: { status: LogEntryStatus; t: Translate }): JSX.Element {
  return <span class="wi-dot" role="img" aria-label={nameOfStatus(status, t)} />
}

export function nameOfStatus(status: LogEntryStatus, t: Translate): string {
  switch (status) {
    case 'ok':
      return t('成功', 'OK')
    case 'failed':
      return t('失败', 'Failed')
    case 'cancelled':
      return t('已取消', 'Cancelled')
    case 'pending':
      return t('等待响应', 'Waiting')
  }
}
