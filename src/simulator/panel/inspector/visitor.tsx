import type { JSX } from 'preact'
import { usePanel } from '../panel.js'
import { SelectField } from '../ui/field.js'
import type { ChangePlatform, PlatformStatus } from './use-platform-status.js'

interface VisitorProps {
  status: Pick<PlatformStatus, 'users' | 'visitor' | 'refusals'>
  change: ChangePlatform
}

/** Who visits the authorization page, and whether they refuse. */
export function Visitor({ status, change }: VisitorProps): JSX.Element {
  const { t } = usePanel()
  const { users, visitor = '', refusals } = status
  return (
    <section>
      <h3>{t('网页授权', 'Authorization page')}</h3>
      <SelectField
        label={t('用户', 'User')}
        value={visitor}
        options={users.map(({ openid, nickname }) => [openid, nickname] as const)}
        onChange={openid => change(link => link.signIn(openid))}
      />
      {refusals > 0 && (
        <p class="soft small">
          {t(`接下来 ${refusals} 次授权会被拒绝。`, `Authorizations that will be refused: ${refusals}`)}
        </p>
      )}
      <button type="button" class="wi-button" onClick={() => change(link => link.refuseNext())}>
        {t('拒绝下一次授权', 'Refuse the next one')}
      </button>
    </section>
  )
}
