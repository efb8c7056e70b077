import type { JSX } from 'preact'
import { usePanel } from '../panel.js'
import { AddFault } from './add-fault.js'
import type { ChangePlatform, PlatformStatus } from './use-platform-status.js'

interface FaultsProps extends Pick<PlatformStatus, 'faults'> {
  change: ChangePlatform
}

/** The requests of servers that will fail. */
export function Faults({ faults, change }: FaultsProps): JSX.Element {
  const { t } = usePanel()
  return (
    <section>
      <h3>{t('故障', 'Faults')}</h3>
      <ul class="wi-faults">
        {faults.map(({ path, name, remaining }, index) => (
          <li key={index}>
            <span class="mono">{path}</span> {name ?? '…'} × {remaining === 'always' ? '∞' : remaining}
          </li>
        ))}
      </ul>
      <AddFault onAdd={(path, fault, times) => change(link => link.fail(path, fault, times))} />
      {faults.length > 0 && (
        <button type="button" class="wi-button" onClick={() => change(link => link.heal())}>
          {t('清除所有故障', 'Remove all faults')}
        </button>
      )}
    </section>
  )
}
