import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { CopyButton } from './copy-button.js'
import type { Language, Translate } from './i18n.js'
import { type Filter, filterEntries, type LogEntry } from './log-entry.js'
import { LogList } from './log-list.js'

interface LogViewProps {
  entries: readonly LogEntry[]
  /** Empties the log. */
  clear(): void
  /** The text of the report. */
  report(): string
  language: Language
  t: Translate
}

/** The log with its filter, and buttons that copy it as text and empty it. */
export function LogView({ entries, clear, report, language, t }: LogViewProps): JSX.Element {
  const [filter, setFilter] = useState<Filter>('all')
  const [search, setSearch] = useState('')
  const shown = filterEntries(entries, filter, search)
  const filters: readonly (readonly [Filter, string])[] = [
    ['all', t('全部', 'All')],
    ['failed', t('失败', 'Failed')],
    ['call', t('接口', 'Calls')],
    ['setup', t('初始化', 'Setup')],
  ]
  return (
    <>
      <div class="wi-toolbar">
        <select
          class="wi-select"
          aria-label={t('筛选', 'Filter')}
          value={filter}
          onChange={event => setFilter(event.currentTarget.value as Filter)}
        >
          {filters.map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
        <input
          class="wi-search"
          type="search"
          value={search}
          aria-label={t('搜索', 'Search')}
          placeholder={t('搜索', 'Search')}
          onInput={event => setSearch(event.currentTarget.value)}
        />
        <CopyButton text={report} t={t} />
        <button type="button" class="wi-button" onClick={clear}>
          {t('清空', 'Clear')}
        </button>
      </div>
      <LogList
        entries={shown}
        empty={
          entries.length === 0
            ? t('页面还没有调用任何接口。', 'The page has not called anything yet.')
            : t('没有符合条件的记录。', 'Nothing matches the filter.')
        }
        language={language}
        t={t}
      />
    </>
  )
}
