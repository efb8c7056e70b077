import type { JSX } from 'preact'
import { Facts } from '../../../inspector/view/facts.js'
import type { PlatformLink } from '../../page/platform-link.js'
import { usePanel } from '../panel.js'
import { formatAge } from './format-age.js'
import type { ChangePlatform, PlatformStatus } from './use-platform-status.js'

interface AccountViewProps {
  account: PlatformStatus['accounts'][number]
  change: ChangePlatform
}

/** The tokens, tickets and quotas of an account. */
export function AccountView({ account, change }: AccountViewProps): JSX.Element {
  const { t, say } = usePanel()
  const { appId, credentials, quotas } = account
  const actions: readonly (readonly [
    text: string,
    done: string,
    work: (link: PlatformLink) => Promise<unknown>,
  ])[] = [
    [
      t('使 ticket 失效', 'Revoke tickets'),
      t('ticket 已失效', 'The tickets are revoked'),
      link => link.killTicket(appId),
    ],
    [
      t('使 access_token 失效', 'Revoke tokens'),
      t('access_token 已失效', 'The tokens are revoked'),
      link => link.killToken(appId),
    ],
    [
      t('拨快 2 小时', 'Advance 2 h'),
      t('平台的时钟已拨快 2 小时', 'The platform’s clock has moved 2 h forward'),
      link => link.advance(TWO_HOURS),
    ],
  ]
  return (
    <section>
      <h3 class="mono">{appId}</h3>
      {credentials.length === 0 && (
        <p class="soft small">
          {t('还没有签发 access_token 和 ticket。', 'No token or ticket has been issued.')}
        </p>
      )}
      <Facts
        facts={[
          ...credentials.map(
            ({ kind, age, expiresIn }) =>
              [
                KINDS[kind] ?? kind,
                t(
                  `已签发 ${formatAge(age)}，${formatAge(expiresIn)} 后过期`,
                  `issued ${formatAge(age)} ago, expires in ${formatAge(expiresIn)}`,
                ),
              ] as const,
          ),
          ...Object.entries(quotas).map(
            ([path, { used, perDay }]) =>
              [
                path,
                perDay === undefined
                  ? t(`今天 ${used} 次`, `${used} today`)
                  : t(`今天 ${used} / ${perDay} 次`, `${used} of ${perDay.toLocaleString('en')} today`),
              ] as const,
          ),
        ]}
      />
      <div class="wi-buttons">
        {actions.map(([text, done, work]) => (
          <button key={text} type="button" class="wi-button" onClick={() => change(work, () => say(done))}>
            {text}
          </button>
        ))}
      </div>
    </section>
  )
}

/** The names of WeChat's documentation. */
const KINDS: Readonly<Record<string, string>> = {
  stable_token: 'access_token (stable_token)',
  token: 'access_token',
  jsapi: 'jsapi_ticket',
  wx_card: 'wx_card api_ticket',
}

/** After which tokens and tickets have expired, in ms. */
const TWO_HOURS = 7_200_000
