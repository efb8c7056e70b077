/** The languages of the panel. */
export type Language = 'zh' | 'en'

/** Picks the text of the panel's language. Both stand side by side where they are used, so that neither is forgotten. */
export type Translate = (zh: string, en: string) => string

export function translator(language: Language): Translate {
  return language === 'zh' ? zh => zh : (_zh, en) => en
}

/** The language of the browser, if nobody has chosen one. */
export function browserLanguage(): Language {
  return /^zh\b/i.test(navigator.language) ? 'zh' : 'en'
}
