import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Segments } from '../../../inspector/view/segments.js'
import { useChanges, usePanel } from '../panel.js'
import { CallsView } from './calls-view.js'
import { VerificationsView } from './verifications-view.js'

/** What crossed the bridge, and what became of each signature. */
export function InspectorTab(): JSX.Element {
  const { simulator, t } = usePanel()
  useChanges(simulator)
  const [view, setView] = useState<'calls' | 'verifications'>('calls')
  return (
    <>
      <Segments
        label={t('调试', 'Inspector')}
        options={[
          ['calls', `${t('调用', 'Calls')} (${simulator.calls.length})`],
          ['verifications', `${t('验证', 'Verifications')} (${simulator.verifications.length})`],
        ]}
        selected={view}
        onSelect={name => setView(name)}
      />
      {view === 'calls' ? <CallsView /> : <VerificationsView />}
    </>
  )
}
