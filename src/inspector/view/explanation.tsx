import type { JSX } from 'preact'
import { type ExplainableError, explain } from '../../explain/index.js'
import type { Language, Translate } from './i18n.js'
import type { Failure } from './log-entry.js'

/** The check-list of `wx-ready/explain` for a failure; nothing if there is none. */
export function ExplanationView({
  failure,
  language,
  t,
}: {
  failure: Failure
  language: Language
  t: Translate
}): JSX.Element | null {
  const explanation = explanationOf(failure, language)
  if (!explanation) return null
  const { cause, checks, link } = explanation
  return (
    <div class="wi-explanation">
      <p>{cause}</p>
      <ol>
        {checks.map(check => (
          <li key={check}>{check}</li>
        ))}
      </ol>
      {/^https:/.test(link) ? (
        <a href={link} target="_blank" rel="noreferrer">
          {t('微信官方文档', 'WeChat’s documentation')}
        </a>
      ) : (
        <p class="wi-soft wi-small">
          {t('详见 wx-ready 的 ', 'See wx-ready’s ')}
          <code>{link}</code>
        </p>
      )}
    </div>
  )
}

/** An error of another version of the library may have a code that this one does not know. */
export function explanationOf(failure: Failure, language: Language): ReturnType<typeof explain> | undefined {
  if (failure.code === undefined) return undefined
  try {
    return explain(failure as ExplainableError, language)
  } catch {
    return undefined
  }
}
