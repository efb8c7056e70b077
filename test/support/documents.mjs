/** The documents in Markdown. Pages that are added to the guide are found by themselves. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

export const LANGUAGES = ['en', 'zh']

/** The README in each language. */
export const READMES = { en: 'README.md', zh: 'README.zh-CN.md' }

/** The files of the guide in a language, by their paths from the root. */
export function guidePages(language) {
  return markdownIn(`demo/guide/${language}`)
}

/** Every document, by its path from the root. */
export const DOCUMENTS = [...markdownIn('.'), ...LANGUAGES.flatMap(guidePages)]

function markdownIn(folder) {
  return readdirSync(join(ROOT, folder))
    .filter(file => file.endsWith('.md'))
    .sort()
    .map(file => join(folder, file))
}
