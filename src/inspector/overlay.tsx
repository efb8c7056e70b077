import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Inspected } from './log-tab.js'
import { Tabs } from './tabs.js'
import { type Language, langOf, translator } from './view/i18n.js'
import { useChanges } from './view/use-changes.js'

interface OverlayProps extends Pick<Inspected, 'wx' | 'log' | 'language'> {
  minimized: boolean
  minimize(minimized: boolean): void
  close(): void
}

/** The inspector above the page: the log or the state, or only a button that opens it. */
export function Overlay({ wx, log, minimized, minimize, close, ...given }: OverlayProps): JSX.Element {
  useChanges(wx)
  const [language, setLanguage] = useState<Language>(given.language)
  const t = translator(language)
  const other = language === 'zh' ? 'en' : 'zh'
  const title = t('微信调试面板', 'WeChat inspector')
  if (minimized)
    return (
      <div class="wi-base wi-root" lang={langOf(language)}>
        <button type="button" class="wi-pill" aria-label={title} onClick={() => minimize(false)}>
          <span class="wi-status" data-state={wx.state.status} />
          wx
        </button>
      </div>
    )
  return (
    <section class="wi-base wi-root wi-overlay" lang={langOf(language)} aria-label={title}>
      <Tabs wx={wx} log={log} language={language} t={t}>
        <button
          type="button"
          class="wi-button"
          lang={langOf(other)}
          aria-label={other === 'zh' ? '中文' : 'English'}
          onClick={() => setLanguage(other)}
        >
          {other === 'zh' ? '中' : 'EN'}
        </button>
        <button
          type="button"
          class="wi-button"
          aria-label={t('收起', 'Minimize')}
          onClick={() => minimize(true)}
        >
          <Icon path="M5 12h14" />
        </button>
        <button type="button" class="wi-button" aria-label={t('关闭', 'Close')} onClick={close}>
          <Icon path="M6 6l12 12M18 6L6 18" />
        </button>
      </Tabs>
    </section>
  )
}

function Icon({ path }: { path: string }): JSX.Element {
  return (
    <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  )
}
