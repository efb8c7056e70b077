import type { JSX } from 'preact'
import { usePanel } from '../panel.js'
import type { PlatformStatus } from './use-platform-status.js'

const SHOWN = 20

/** The last requests of servers, newest first. */
export function Requests({ log }: Pick<PlatformStatus, 'log'>): JSX.Element {
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
