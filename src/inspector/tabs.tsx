import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type Inspected, LogTab } from './log-tab.js'
import { StateTab } from './state-tab.js'
import { Segments } from './view/segments.js'
import { useChanges } from './view/use-changes.js'

/** The log and the state, one at a time. The children are buttons beside the choice. */
export function Tabs({ children, ...inspected }: Inspected & { children?: ComponentChildren }): JSX.Element {
  const { wx, t, language } = inspected
  useChanges(wx)
  const [tab, setTab] = useState<'log' | 'state'>('log')
  return (
    <div class="wi-base wi-tabs" lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <header>
        <Segments
          label={t('显示', 'Show')}
          options={[
            ['log', t('日志', 'Log')],
            ['state', t('状态', 'State')],
          ]}
          selected={tab}
          onSelect={name => setTab(name)}
        />
        <span class="wi-status" role="img" data-state={wx.state.status} aria-label={wx.state.status} />
        {children}
      </header>
      <div class="wi-body" key={tab}>
        {tab === 'log' ? <LogTab {...inspected} /> : <StateTab {...inspected} />}
      </div>
    </div>
  )
}
