import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { EntryDetails } from './entry-details.js'
import { formatDuration, formatPreview } from './format.js'
import type { Language, Translate } from './i18n.js'
import type { LogEntry, LogEntryStatus } from './log-entry.js'

interface LogListProps {
  entries: readonly LogEntry[]
  /** What to say if there is none. */
  empty: string
  language: Language
  t: Translate
}

/** The entries in their order. Each opens to show its details. */
export function LogList({ entries, empty, language, t }: LogListProps): JSX.Element {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const toggle = (id: number) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }
  if (entries.length === 0) return <p class="wi-empty">{empty}</p>
  return (
    <ol class="wi-log">
      {entries.map(entry => (
        <li key={entry.id} data-status={entry.status}>
          <button
            type="button"
            class="wi-line"
            aria-expanded={open.has(entry.id)}
            onClick={() => toggle(entry.id)}
          >
            <Line entry={entry} t={t} />
          </button>
          {open.has(entry.id) && <EntryDetails entry={entry} language={language} t={t} />}
        </li>
      ))}
    </ol>
  )
}

function Line({ entry, t }: { entry: LogEntry; t: Translate }): JSX.Element {
  const { name, status, failure, parameters, duration } = entry
  const isFailure = status === 'failed' || status === 'cancelled'
  return (
    <>
      <span class="wi-dot" role="img" aria-label={nameOfStatus(status, t)} />
      <span class="wi-name">{name}</span>
      <span class="wi-preview">
        {isFailure ? (failure?.code ?? failure?.errMsg) : formatPreview(parameters)}
      </span>
      <span class="wi-duration">{duration === undefined ? '…' : formatDuration(duration)}</span>
    </>
  )
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
