/** The languages of the inspector and of the simulator's panel. */
export type Language = 'zh' | 'en'

/** Picks the text of a language. Both stand side by side where they are used, so that neither is forgotten. */
export type Translate = (zh: string, en: string) => string

export function translator(language: Language): Translate {
  return language === 'zh' ? zh => zh : (_zh, en) => en
}

/** The language of the page, if it is one of ours, else that of the browser. */
export function pageLanguage(): Language {
  const [language = ''] = [document.documentElement.lang, navigator.language].filter(Boolean)
  return /^zh\b/i.test(language) ? 'zh' : 'en'
}

/** For the attribute `lang`. */
export function langOf(language: Language): string {
  return language === 'zh' ? 'zh-CN' : 'en'
}
