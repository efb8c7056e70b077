import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { LogView } from '../../../inspector/view/log-view.js'
import { writeReport } from '../../../inspector/view/report.js'
import { usePanel } from '../panel.js'
import { toLogEntry } from './call-entry.js'

/** Every call that crossed the bridge, with what the client answered, and why it refused. */
export function CallsView(): JSX.Element {
  const { simulator, language, t } = usePanel()
  // Emptying the list must not change what tests see.
  const [first, setFirst] = useState(0)
  const { calls, client, version } = simulator
  const entries = calls.map(toLogEntry).slice(calls.length < first ? 0 : first)
  return (
    <LogView
      entries={entries}
      clear={() => setFirst(calls.length)}
      report={() =>
        writeReport({
          facts: [
            [t('模拟的客户端', 'Simulated client'), `${client} ${version}`],
            [t('当前 URL', 'Current URL'), location.href],
          ],
          entries,
          language,
          t,
        })
      }
      language={language}
      t={t}
    />
  )
}
