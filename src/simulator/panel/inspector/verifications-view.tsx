import type { JSX } from 'preact'
import { ExplanationView } from '../../../inspector/view/explanation.js'
import { failureOfVerification } from '../../../inspector/view/failure.js'
import { formatTime } from '../../../inspector/view/format.js'
import { StatusDot } from '../../../inspector/view/log-list.js'
import { OpenableList } from '../../../inspector/view/openable-list.js'
import { UrlComparison } from '../../../inspector/view/url-comparison.js'
import type { SimulatedVerification } from '../../page/simulator-types.js'
import { usePanel } from '../panel.js'

/** Each verification of the page, with the URL that was signed beside the one that was checked. */
export function VerificationsView(): JSX.Element {
  const { simulator, t } = usePanel()
  const { verifications } = simulator
  if (verifications.length === 0)
    return <p class="wi-empty">{t('页面还没有验证过签名。', 'No signature has been verified yet.')}</p>
  return (
    <div class="wi-verifications">
      <OpenableList
        items={verifications.map((verification, id) => {
          const status = verification.ok ? 'ok' : 'failed'
          return {
            id,
            status,
            line: (
              <>
                <StatusDot status={status} t={t} />
                <span class="wi-name">{formatTime(verification.at)}</span>
                <span class="wi-preview">{verification.refusal ?? pathOf(verification.checkedUrl)}</span>
              </>
            ),
            details: () => <Details verification={verification} />,
          }
        })}
      />
    </div>
  )
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]*/, '') || '/'
}

function Details({ verification }: { verification: SimulatedVerification }): JSX.Element {
  const { t, language } = usePanel()
  const { ok, appId, checkedUrl, signedUrl, ticketKnown, refusal = '', jsApiList, openTagList } = verification
  const failure = ok ? undefined : failureOfVerification(refusal, checkedUrl)
  const apis = jsApiList.join(', ')
  return (
    <div class="wi-details">
      {failure && (
        <dl class="wi-facts wi-failure">
          <dt>{t('错误码', 'Code')}</dt>
          <dd class="wi-mono">
            <strong>{failure.code}</strong>
          </dd>
          <dt>errMsg</dt>
          <dd class="wi-mono">{refusal}</dd>
        </dl>
      )}
      <UrlComparison signed={ok ? checkedUrl : signedUrl} checked={checkedUrl} t={t} />
      {!ok && !ticketKnown && (
        <p class="wi-note">
          {t(
            '平台没有为这个 appId 签发有效的 ticket，任何签名都不会通过。',
            'The platform has no valid ticket for this appId, so no signature can be right.',
          )}
        </p>
      )}
      {!ok && ticketKnown && signedUrl === undefined && failure?.code === 'INVALID_SIGNATURE' && (
        <p class="wi-note">
          {t(
            '签名和各种可能的 URL 都对不上：请检查 ticket、nonceStr 和 timestamp。',
            'The signature fits none of the likely URLs: check the ticket, nonceStr and timestamp.',
          )}
        </p>
      )}
      {failure && <ExplanationView failure={failure} language={language} t={t} />}
      <dl class="wi-facts">
        <dt>appId</dt>
        <dd class="wi-mono">{appId}</dd>
        <dt>jsApiList ({jsApiList.length})</dt>
        <dd class="wi-mono wi-small">{apis}</dd>
        {openTagList.length > 0 && (
          <>
            <dt>openTagList</dt>
            <dd class="wi-mono">{openTagList.join(', ')}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
