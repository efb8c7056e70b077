import type { JSX } from 'preact'
import { useEffect, useReducer } from 'preact/hooks'
import { currentUrl } from '../browser/session/page-url.js'
import type { Inspected } from './log-tab.js'
import { pageFacts, reportFacts } from './page-facts.js'
import { CopyButton } from './view/copy-button.js'
import { FailureView } from './view/entry-details.js'
import { ExplanationView } from './view/explanation.js'
import { Facts } from './view/facts.js'
import { toFailure } from './view/failure.js'
import { writeReport } from './view/report.js'
import { UrlComparison } from './view/url-comparison.js'
import { useChanges } from './view/use-changes.js'

/** How often the page's URL is read, in ms: `pushState` tells nobody. */
const URL_INTERVAL = 1000

/** Whether the page is verified, for which URL, and in which client. */
export function StateTab({ wx, log, language, t }: Inspected): JSX.Element {
  useChanges(wx)
  const [, render] = useReducer((count: number, _action: undefined) => count + 1, 0)
  useEffect(() => {
    const timer = setInterval(() => render(undefined), URL_INTERVAL)
    return () => clearInterval(timer)
  }, [])
  const { state } = wx
  const failure = state.status === 'failed' ? toFailure(state.error) : undefined
  return (
    <div class="wi-state">
      {failure && (
        <div class="wi-details wi-flush" data-status="failed">
          <FailureView failure={failure} t={t} />
          <ExplanationView failure={failure} language={language} t={t} />
        </div>
      )}
      <Facts facts={pageFacts(wx, t)} />
      {state.status === 'ready' && state.url !== currentUrl() && (
        <UrlComparison
          names={[t('当前 URL', 'Current URL'), t('签名的 URL', 'Signed URL')]}
          checked={currentUrl()}
          signed={state.url}
          t={t}
        />
      )}
      <div class="wi-buttons">
        <CopyButton
          text={() => writeReport({ facts: reportFacts(wx, t), entries: log.entries, language, t })}
          t={t}
        />
        {/* A failure is logged. */}
        <button type="button" class="wi-button" onClick={() => void wx.refresh().catch(() => {})}>
          {t('重新验证', 'Verify again')}
        </button>
      </div>
    </div>
  )
}
