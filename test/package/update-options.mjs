/**
 * Writes the tables of demo/guide/…/options.md from the doc comments in src/: the English ones as a whole, and the names, types
 * and defaults of the Chinese ones. With `--check` it writes nothing, and fails if a table is missing or not what it would write.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../support/command.mjs'
import {
  missingFacts,
  tablesOf,
  UNTRANSLATED,
  withChineseTables,
  withEnglishTables,
} from './option-tables.mjs'
import { readOptionTypes } from './option-types.mjs'

const PAGES = [
  { file: 'demo/guide/en/options.md', write: withEnglishTables },
  { file: 'demo/guide/zh/options.md', write: withChineseTables },
]

/**
 * @param {ReturnType<readOptionTypes>} source
 * @param {{ checkOnly: boolean }} options
 * @returns {Promise<string[]>} what is wrong, one line each
 */
export async function updateOptions({ types, mistakes }, { checkOnly }) {
  const all = [...mistakes]
  for (const { file, write } of PAGES) {
    const text = await readFile(join(ROOT, file), 'utf8')
    const updated = write(text, types)
    if (!checkOnly && updated !== text) await writeFile(join(ROOT, file), updated)
    const page = checkOnly ? text : updated
    all.push(...mistakesOf(page, updated, types).map(mistake => `${file}: ${mistake}`))
  }
  return all
}

function mistakesOf(page, updated, types) {
  const tables = tablesOf(page)
  const lines = new Set(page.split('\n'))
  return [
    ...[...types.keys()].filter(id => !tables.includes(id)).map(id => `no table <!-- options:${id} -->`),
    ...tables.filter(id => !types.has(id)).map(id => `there are no options called ${id}`),
    ...tables.filter((id, index) => tables.indexOf(id) < index).map(id => `two tables of ${id}`),
    ...updated
      .split('\n')
      .filter(line => !lines.has(line))
      .map(line => `lacks ${line}`),
    ...(updated === page ? [] : ['run node test/package/update-options.mjs']),
    ...page
      .split('\n')
      .filter(line => line.includes(UNTRANSLATED))
      .map(line => `not translated: ${line}`),
    ...(page.includes(UNTRANSLATED) ? [] : missingFacts(page, types)),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mistakes = await updateOptions(readOptionTypes(), { checkOnly: process.argv.includes('--check') })
  for (const mistake of mistakes) console.log(mistake)
  if (mistakes.length > 0) process.exitCode = 1
}
