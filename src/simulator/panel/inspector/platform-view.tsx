import type { JSX } from 'preact'
import { usePanel } from '../panel.js'
import { AccountView } from './account-view.js'
import { Faults } from './faults.js'
import { Requests } from './requests.js'
import { usePlatformStatus } from './use-platform-status.js'
import { Visitor } from './visitor.js'

/** The tickets, tokens and quotas of the simulated platform, its visitor and faults, and the last requests of servers. */
export function PlatformView(): JSX.Element {
  const { controls, t } = usePanel()
  const { platform } = controls
  return platform.controllable ? (
    <Platform />
  ) : (
    <p class="wi-empty">
      {t(
        '这里只有账号信息，没有模拟的平台：installSimulator 的 platform 传 createPlatform() 或它的地址。',
        'There are only facts about accounts: pass a createPlatform(), or its address, as platform to installSimulator.',
      )}
    </p>
  )
}

function Platform(): JSX.Element {
  const { controls, t } = usePanel()
  const { status, error, change } = usePlatformStatus(controls.platform)
  if (!status)
    return error === undefined ? (
      <p class="wi-empty">{t('正在加载……', 'Loading…')}</p>
    ) : (
      <p class="wi-note">{error}</p>
    )
  return (
    <div class="wi-platform">
      {error !== undefined && <p class="wi-note">{error}</p>}
      {status.accounts.map(account => (
        <AccountView key={account.appId} account={account} change={change} />
      ))}
      <Visitor status={status} change={change} />
      <Faults faults={status.faults} change={change} />
      <Requests log={status.log} />
    </div>
  )
}
