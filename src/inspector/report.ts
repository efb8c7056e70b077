import type { Wx } from '../browser/wx.js'
import { pageFacts } from './page-facts.js'
import { explanationOf } from './view/explanation.js'
import { formatDuration, formatValue } from './view/format.js'
import type { Language, Translate } from './view/i18n.js'
import type { LogEntry } from './view/log-entry.js'
import { nameOfStatus } from './view/log-list.js'
import { withoutSecrets } from './view/without-secrets.js'

/** The state and the log as text, for an issue or a chat. Signatures and codes of a login are cut. */
export function writeReport(wx: Wx, entries: readonly LogEntry[], language: Language, t: Translate): string {
  const facts = pageFacts(wx, t)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
  const { state } = wx
  const failure = state.status === 'failed' ? [state.error.message] : []
  return withoutSecrets(
    [
      `wx-ready ${new Date().toISOString()}`,
      ...facts,
      ...failure,
      '',
      ...entries.map(entry => writeEntry(entry, language, t)),
    ].join('\n'),
  )
}

function writeEntry(entry: LogEntry, language: Language, t: Translate): string {
  const { time, name, status, duration, parameters, answer, failure } = entry
  const took = duration === undefined ? '' : ` (${formatDuration(duration)})`
  const explanation = failure && explanationOf(failure, language)
  const lines = [
    `${time} ${name}: ${nameOfStatus(status, t)}${took}`,
    failure && `  ${[failure.code, failure.errMsg].filter(Boolean).join(': ')}`,
    explanation && `  ${explanation.cause}`,
    parameters !== undefined && `  ${t('参数', 'parameters')}: ${inOneLine(parameters)}`,
    answer !== undefined && `  ${t('响应', 'answer')}: ${inOneLine(answer)}`,
    failure?.result !== undefined && `  ${t('响应', 'answer')}: ${inOneLine(failure.result)}`,
  ]
  return lines.filter(Boolean).join('\n')
}

function inOneLine(value: unknown): string {
  return formatValue(value).replace(/\s*\n\s*/g, ' ')
}
