import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { PlatformLink } from '../../page/platform-link.js'
import { usePanel } from '../panel.js'
import { SelectField } from '../ui/field.js'

type FaultName = Extract<Parameters<PlatformLink['fail']>[1], string>

/** What servers request most. */
const PATHS = [
  '/cgi-bin/stable_token',
  '/cgi-bin/token',
  '/cgi-bin/ticket/getticket',
  '/cgi-bin/media/get',
  '/sns/oauth2/access_token',
  '/sns/userinfo',
] as const

/** Makes the next request of a server fail. */
export function AddFault(props: { onAdd(path: string, fault: FaultName, times: number): void }): JSX.Element {
  const { t } = usePanel()
  const [path, setPath] = useState<(typeof PATHS)[number]>('/cgi-bin/ticket/getticket')
  const [fault, setFault] = useState<FaultName>('busy')
  const faults: readonly (readonly [FaultName, string])[] = [
    ['busy', t('系统繁忙（errcode -1）', 'system busy (errcode -1)')],
    ['html', t('网关的 HTML 页面（502）', 'HTML page of a gateway (502)')],
    ['unavailable', t('HTTP 503，没有内容', 'HTTP 503 without a body')],
    ['cutJson', t('JSON 只有一半', 'half of the JSON')],
    ['lost', t('请求已执行，响应丢失', 'processed, response lost')],
    ['spent', t('请求已执行，返回系统繁忙', 'processed, says system busy')],
    ['cut', t('连接断开', 'connection closed')],
    ['silence', t('一直不响应', 'no response, ever')],
  ]
  return (
    <>
      <div>
        <SelectField
          label={t('接口', 'API')}
          value={path}
          options={PATHS.map(each => [each, each] as const)}
          onChange={name => setPath(name)}
        />
        <SelectField
          label={t('故障', 'Fault')}
          value={fault}
          options={faults}
          onChange={name => setFault(name)}
        />
      </div>
      <div class="wi-buttons">
        <button type="button" class="wi-button" onClick={() => props.onAdd(path, fault, 1)}>
          {t('下一次请求失败', 'Fail the next request')}
        </button>
        <button type="button" class="wi-button" onClick={() => props.onAdd(path, fault, 5)}>
          {t('接下来 5 次失败', 'Fail the next 5')}
        </button>
      </div>
    </>
  )
}
