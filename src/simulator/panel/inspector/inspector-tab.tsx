import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Segments } from '../../../inspector/view/segments.js'
import { useChanges } from '../../../inspector/view/use-changes.js'
import { usePanel } from '../panel.js'
import { CallsView } from './calls-view.js'
import { PlatformView } from './platform-view.js'
import { VerificationsView } from './verifications-view.js'

type View = 'calls' | 'verifications' | 'platform'

/** What crossed the bridge, what became of each signature, and the state of the platform. */
export function InspectorTab(): JSX.Element {
  const { simulator, t } = usePanel()
  useChanges(simulator)
  const [view, setView] = useState<View>('calls')
  return (
    <>
      <Segments
        label={t('调试', 'Inspector')}
        options={[
          ['calls', `${t('调用', 'Calls')} (${simulator.calls.length})`],
          ['verifications', `${t('验证', 'Verifications')} (${simulator.verifications.length})`],
          ['platform', t('平台', 'Platform')],
        ]}
        selected={view}
        onSelect={name => setView(name)}
      />
      {view === 'calls' && <CallsView />}
      {view === 'verifications' && <VerificationsView />}
      {view === 'platform' && <PlatformView />}
    </>
  )
}
