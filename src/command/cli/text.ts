import type { ExplainLanguage } from '../../explain/index.js'

export type Language = ExplainLanguage

/** A text in every language of the command. */
export type Text = Readonly<Record<Language, string>>

/** For texts that are the same in every language, such as names and values. */
export function same(text: string): Text {
  return { en: text, zh: text }
}

/** Chooses by `--lang`, then by the environment as other programs do. */
export function chooseLanguage(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const chosen = option ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? ''
  return /^zh/i.test(chosen) ? 'zh' : 'en'
}
