import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { readBuilt } from '../support/built.js'
import { guidePages, LANGUAGES, READMES } from '../support/documents.mjs'
import { codeBlocks, lineAt, withoutBlocks, withoutCode } from '../support/markdown.js'

const pages = guidePages('en').map(page => basename(page))
const languagesOf = (file: string) => codeBlocks(readBuilt(file)).map(({ language }) => language)

it('the guide has the same pages in English and Chinese', () => {
  expect(guidePages('zh').map(page => basename(page))).toEqual(pages)
})

it.each(LANGUAGES)('the index of the guide and the README link to each page in %s', language => {
  const readme = withoutCode(readBuilt(READMES[language]))
  const index = withoutCode(readBuilt(`demo/guide/${language}/README.md`))
  const others = pages.filter(page => page !== 'README.md')
  expect(others.filter(page => !index.includes(`](${page})`))).toEqual([])
  expect(others.filter(page => !readme.includes(`](demo/guide/${language}/${page})`))).toEqual([])
})

it.each(pages)('%s has the same code blocks in English and Chinese', page => {
  expect(languagesOf(`demo/guide/zh/${page}`)).toEqual(languagesOf(`demo/guide/en/${page}`))
})

it('the READMEs have the same code blocks', () => {
  expect(languagesOf(READMES.zh)).toEqual(languagesOf(READMES.en))
})

/** Browsers show the end of a line as a space, which Chinese text has only beside Latin. After punctuation it is not noticed. */
const BREAKS_A_WORD = /^(?![|#]).*\p{Script=Han}\n *\p{Script=Han}/gmu

it.each([READMES.zh, ...guidePages('zh')])('%s breaks no line between two Chinese characters', file => {
  const text = withoutBlocks(readBuilt(file))
  const breaks = [...text.matchAll(BREAKS_A_WORD)].map(({ index }) => `${file}:${lineAt(text, index)}`)
  expect(breaks).toEqual([])
})
