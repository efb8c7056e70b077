/** The language of the demo: the one that was chosen, or the browser's. */
const KEY = 'demo-language'

export const language = localStorage.getItem(KEY) ?? (/^zh\b/i.test(navigator.language) ? 'zh' : 'en')

/** Picks the text of this language. Both stand side by side where they are used, so that neither is forgotten. */
export const t = (zh, en) => (language === 'zh' ? zh : en)

/** @param {'zh' | 'en'} chosen applies from the next load of a page */
export function saveLanguage(chosen) {
  localStorage.setItem(KEY, chosen)
}

document.documentElement.lang = t('zh-CN', 'en')
