import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { LogEntryStatus } from './log-entry.js'

/** One line of the list. */
export interface OpenableItem {
  readonly id: number
  readonly status: LogEntryStatus
  readonly line: JSX.Element
  /** What the line opens. Rendered once it is open. */
  details(): JSX.Element
}

/** Lines that open to show their details. */
export function OpenableList({ items }: { items: readonly OpenableItem[] }): JSX.Element {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const toggle = (id: number) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }
  return (
    <ol class="wi-log">
      {items.map(({ id, status, line, details }) => (
        <li key={id} data-status={status}>
          <button type="button" class="wi-line" aria-expanded={open.has(id)} onClick={() => toggle(id)}>
            {line}
          </button>
          {open.has(id) && details()}
        </li>
      ))}
    </ol>
  )
}
