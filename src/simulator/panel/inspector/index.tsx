import type { JSX } from 'preact'
import type { Controls } from '../../page/controls.js'
import type { Simulator } from '../../page/simulator-types.js'
import type { Translate } from '../i18n.js'
import { useChanges } from '../panel.js'

interface InspectorProps {
  simulator: Simulator
  controls: Controls
  t: Translate
}

/** Every call of the page. */
export function Inspector({ simulator, t }: InspectorProps): JSX.Element {
  useChanges(simulator)
  return simulator.calls.length === 0 ? (
    <p class="soft">{t('页面还没有调用接口。', 'The page has not called an API yet.')}</p>
  ) : (
    <ol class="list">
      {simulator.calls.map((call, index) => (
        <li key={index} class="row mono">
          {call.name}
        </li>
      ))}
    </ol>
  )
}
