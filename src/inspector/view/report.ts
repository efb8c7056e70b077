import { explanationOf } from './explanation.js'
import { formatDuration, formatValue } from './format.js'
import type { Language, Translate } from './i18n.js'
import type { LogEntry } from './log-entry.js'
import { nameOfStatus } from './log-list.js'
import { withoutSecrets } from './without-secrets.js'

/** What a report is about. */
export interface Reported {
  /** Facts without a value are left out. */
  facts: readonly (readonly [name: string, value: string])[]
  entries: readonly LogEntry[]
  language: Language
  t: Translate
}

/** Facts and a log as text, for an issue or a chat. Signatures and codes of a login are cut. */
export function writeReport({ facts, entries, language, t }: Reported): string {
  const known = facts.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`)
  const log = entries.map(entry => writeEntry(entry, language, t))
  return withoutSecrets([`wx-ready ${new Date().toISOString()}`, ...known, '', ...log].join('\n'))
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
