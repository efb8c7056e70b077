import type { JSX } from 'preact'
import { usePanel } from '../panel.js'
import { AddFault } from './add-fault.js'
import { formatAge } from './format-age.js'
import { usePlatformStatus, type WatchedPlatform } from './use-platform-status.js'

type Status = NonNullable<WatchedPlatform['status']>
type Account = Status['accounts'][number]

/** The tickets, tokens and quotas of the simulated platform, its faults, and the last requests of servers. */
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
      <Faults faults={status.faults} change={change} />
      <Requests log={status.log} />
    </div>
  )
}

/** The names of WeChat's documentation. */
const KINDS: Readonly<Record<string, string>> = {
  stable_token: 'access_token (stable_token)',
  token: 'access_token',
  jsapi: 'jsapi_ticket',
  wx_card: 'wx_card api_ticket',
}

interface AccountViewProps extends Pick<WatchedPlatform, 'change'> {
  account: Account
}

function AccountView({ account, change }: AccountViewProps): JSX.Element {
  const { t, say } = usePanel()
  const { appId, credentials, quotas } = account
  const done = (work: Parameters<typeof change>[0], text: string) => {
    change(work)
    say(text)
  }
  return (
    <section>
      <h3 class="mono">{appId}</h3>
      {credentials.length === 0 && (
        <p class="soft small">
          {t('还没有签发 access_token 和 ticket。', 'No token or ticket has been issued.')}
        </p>
      )}
      <dl class="wi-facts">
        {credentials.map(({ kind, age, expiresIn }, index) => [
          <dt key={`${kind} ${index}`}>{KINDS[kind] ?? kind}</dt>,
          <dd key={`${kind} ${index} age`}>
            {t(
              `已签发 ${formatAge(age)}，${formatAge(expiresIn)} 后过期`,
              `issued ${formatAge(age)} ago, expires in ${formatAge(expiresIn)}`,
            )}
          </dd>,
        ])}
        {Object.entries(quotas).map(([path, { used, perDay }]) => [
          <dt key={path} class="mono">
            {path}
          </dt>,
          <dd key={`${path} used`}>
            {perDay === undefined
              ? t(`今天 ${used} 次`, `${used} today`)
              : t(`今天 ${used} / ${perDay} 次`, `${used} of ${perDay.toLocaleString('en')} today`)}
          </dd>,
        ])}
      </dl>
      <div class="wi-buttons">
        <button
          type="button"
          class="wi-button"
          onClick={() => done(link => link.killTicket(appId), t('ticket 已失效', 'The tickets are revoked'))}
        >
          {t('使 ticket 失效', 'Revoke tickets')}
        </button>
        <button
          type="button"
          class="wi-button"
          onClick={() =>
            done(link => link.killToken(appId), t('access_token 已失效', 'The tokens are revoked'))
          }
        >
          {t('使 access_token 失效', 'Revoke tokens')}
        </button>
        <button
          type="button"
          class="wi-button"
          onClick={() =>
            done(
              link => link.advance(TWO_HOURS),
              t('平台的时钟已拨快 2 小时', 'The platform’s clock is 2 h ahead'),
            )
          }
        >
          {t('拨快 2 小时', 'Advance 2 h')}
        </button>
      </div>
    </section>
  )
}

/** After which tokens and tickets have expired, in ms. */
const TWO_HOURS = 7_200_000

function Faults({
  faults,
  change,
}: { faults: Status['faults'] } & Pick<WatchedPlatform, 'change'>): JSX.Element {
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

const SHOWN = 20

function Requests({ log }: { log: Status['log'] }): JSX.Element {
  const { t } = usePanel()
  // Without those of this page's own simulator.
  const shown = log.filter(({ path }) => !path.startsWith('/simulator/')).slice(-SHOWN)
  return (
    <section>
      <h3>{t('最近的请求', 'Last requests')}</h3>
      {shown.length === 0 && <p class="soft small">{t('还没有请求。', 'There are none yet.')}</p>}
      <ol class="wi-requests">
        {shown.reverse().map(({ at, method, path, status, errcode }, index) => (
          <li key={index} class={errcode || (status ?? 500) >= 400 ? 'mono wi-bad' : 'mono'}>
            {method} {path} {errcode ? `errcode ${errcode}` : (status ?? t('无响应', 'no response'))}{' '}
            <span class="soft">{new Date(at).toLocaleTimeString()}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
