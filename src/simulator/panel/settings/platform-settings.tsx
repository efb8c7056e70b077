import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ControlledPlatform } from '../../page/platform-link.js'
import { usePanel } from '../panel.js'
import { SelectField } from '../ui/field.js'

type FaultName = Extract<Parameters<ControlledPlatform['fail']>[1], string>
type Status = Awaited<ReturnType<ControlledPlatform['status']>>

/** In ms. */
const TWO_HOURS = 7_200_000

/** WeChat's simulated server: what fails, what is still valid, and who visits its authorization page. */
export function PlatformSettings(): JSX.Element | null {
  const { t, controls, say } = usePanel()
  const { platform } = controls
  const [status, setStatus] = useState<Status>()
  const [path, setPath] = useState<string>('/cgi-bin/ticket/getticket')
  const [fault, setFault] = useState<FaultName>('busy')
  const run = async (change: () => Promise<unknown>, done = '') => {
    try {
      await change()
      setStatus(await platform.status())
      if (done) say(done)
    } catch (error) {
      say((error as Error).message)
    }
  }
  useEffect(() => {
    if (platform.controllable) run(async () => {})
  }, [])
  if (!platform.controllable) return null
  const button = (text: string, change: () => Promise<unknown>) => (
    <button
      type="button"
      class="button compact"
      onClick={() => run(change, t(`已完成：${text}`, `Done: ${text}`))}
    >
      {text}
    </button>
  )
  return (
    <section class="section">
      <h2>{t('微信服务器', 'WeChat’s server')}</h2>
      <div class="fields">
        <SelectField label={t('接口', 'API')} value={path} options={PATHS} onChange={setPath} />
        <SelectField<FaultName>
          label={t('故障', 'Failure')}
          value={fault}
          options={FAULTS.map(([name, zh, en]) => [name, t(zh, en)] as const)}
          onChange={setFault}
        />
      </div>
      <div class="actions">
        {button(t('让下一次请求失败', 'Fail the next request'), () => platform.fail(path, fault, 1))}
        {button(t('撤销故障', 'Remove failures'), () => platform.heal())}
      </div>
      <div class="actions">
        {button(t('作废 ticket', 'Revoke tickets'), () => platform.killTicket())}
        {button(t('作废 token', 'Revoke tokens'), () => platform.killToken())}
        {button(t('时钟前进 2 小时', 'Advance by 2 hours'), () => platform.advance(TWO_HOURS))}
      </div>
      {status && (
        <SelectField
          label={t('授权页的用户', 'User of the authorization page')}
          value={status.visitor ?? ''}
          options={status.users.map(({ openid, nickname }) => [openid, nickname] as const)}
          onChange={openid => run(() => platform.signIn(openid))}
        />
      )}
    </section>
  )
}

const PATHS: readonly (readonly [path: string, text: string])[] = [
  ['/cgi-bin/ticket/getticket', 'ticket/getticket'],
  ['/cgi-bin/stable_token', 'stable_token'],
  ['/cgi-bin/token', 'token'],
  ['/cgi-bin/media/get', 'media/get'],
  ['/sns/oauth2/access_token', 'sns/oauth2/access_token'],
  ['/sns/userinfo', 'sns/userinfo'],
]

const FAULTS: readonly (readonly [FaultName, zh: string, en: string])[] = [
  ['busy', '系统繁忙（-1）', 'System busy (-1)'],
  ['html', '网关错误页（502）', 'Gateway page (502)'],
  ['unavailable', '不可用（503）', 'Unavailable (503)'],
  ['cutJson', '响应被截断', 'Response cut in half'],
  ['cut', '连接断开', 'Connection closed'],
  ['lost', '已处理，但连接断开', 'Processed, then closed'],
  ['spent', '已处理，但返回 -1', 'Processed, but says -1'],
  ['silence', '没有响应', 'No response'],
]
