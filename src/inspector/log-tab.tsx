import type { JSX } from 'preact'
import type { Wx } from '../browser/wx.js'
import type { FollowedLog } from './follow-log.js'
import { reportFacts } from './page-facts.js'
import type { Language, Translate } from './view/i18n.js'
import { LogView } from './view/log-view.js'
import { writeReport } from './view/report.js'
import { useChanges } from './view/use-changes.js'

/** What the parts of the inspector share. */
export interface Inspected {
  wx: Wx
  log: FollowedLog
  language: Language
  t: Translate
}

export function LogTab({ wx, log, language, t }: Inspected): JSX.Element {
  useChanges(log)
  return (
    <LogView
      entries={log.entries}
      clear={log.clear}
      report={() => writeReport({ facts: reportFacts(wx, t), entries: log.entries, language, t })}
      language={language}
      t={t}
    />
  )
}
