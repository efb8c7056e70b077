import type { ComponentChildren, JSX } from 'preact'
import { ExplanationView } from './explanation.js'
import { formatDuration, formatValue } from './format.js'
import type { Language, Translate } from './i18n.js'
import type { Failure, LogEntry, Note } from './log-entry.js'
import { UrlComparison } from './url-comparison.js'

interface EntryDetailsProps {
  entry: LogEntry
  language: Language
  t: Translate
}

/** Everything about one entry: what went in, what came out, and what to check if it failed. */
export function EntryDetails({ entry, language, t }: EntryDetailsProps): JSX.Element {
  const { failure, note, parameters, answer, duration, time } = entry
  return (
    <div class="wi-details">
      {failure && <FailureView failure={failure} t={t} />}
      {failure && <CheckedUrl entry={entry} failure={failure} t={t} />}
      {note && <p class="wi-note">{describe(note, t)}</p>}
      {failure && <ExplanationView failure={failure} language={language} t={t} />}
      {parameters !== undefined && <Value title={t('参数', 'Parameters')} value={parameters} />}
      {answer !== undefined && <Value title={t('响应', 'Answer')} value={answer} />}
      {failure?.result !== undefined && answer === undefined && (
        <Value title={t('微信的响应', 'WeChat’s answer')} value={failure.result} />
      )}
      <p class="wi-soft wi-small">
        {t('开始于', 'Started at')} {time}
        {duration !== undefined && `${t('，耗时', ', took')} ${formatDuration(duration)}`}
      </p>
    </div>
  )
}

/** The error with its code, WeChat's words and the hint. */
export function FailureView({ failure, t }: { failure: Failure; t: Translate }): JSX.Element {
  const { code, errMsg, hint } = failure
  return (
    <dl class="wi-facts wi-failure">
      {code && (
        <Fact name={t('错误码', 'Code')}>
          <strong>{code}</strong>
        </Fact>
      )}
      {errMsg && <Fact name="errMsg">{errMsg}</Fact>}
      {hint && <Fact name="hint">{hint}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd class="wi-mono">{children}</dd>
    </>
  )
}

/** Where WeChat names the URL that it checked, beside the one that was signed. */
function CheckedUrl({
  entry,
  failure,
  t,
}: {
  entry: LogEntry
  failure: Failure
  t: Translate
}): JSX.Element | null {
  const { realAuthUrl } = Object(failure.result) as { realAuthUrl?: unknown }
  const { url } = Object(entry.parameters) as { url?: unknown }
  if (!realAuthUrl || typeof url !== 'string') return null
  // A text, a list, or a list as JSON.
  const checked = /https?:[^"\\]+/.exec(String(realAuthUrl))?.[0]
  return checked === undefined ? null : <UrlComparison signed={url} checked={checked} t={t} />
}

function Value({ title, value }: { title: string; value: unknown }): JSX.Element {
  return (
    <section>
      <h4>{title}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <pre tabIndex={0}>{formatValue(value)}</pre>
    </section>
  )
}

function describe(note: Note, t: Translate): string {
  switch (note) {
    case 'not-kept':
      return t(
        '打开调试面板之前的响应不会保留。',
        'Answers from before the inspector was opened are not kept.',
      )
    case 'not-verified':
      return t('当前 URL 还没有通过验证。', 'The page is not verified for its current URL.')
    case 'not-listed':
      return t('接口不在通过验证的 jsApiList 里。', 'The API is not in the jsApiList that was verified.')
    case 'denied':
      return t('公众号没有这个接口的权限。', 'The account has no permission for this API.')
    case 'unsupported':
      return t('这个客户端没有这个接口。', 'This client does not have the API.')
  }
}
