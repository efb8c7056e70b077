/** Writes the check-lists of the built `wx-ready/explain` into the guide's pages of errors. Build first. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { explain } from 'wx-ready/explain'
import { ROOT } from '../support/command.mjs'
import { PAGES, withExplanations } from '../support/explanations.mjs'

for (const [language, file] of Object.entries(PAGES)) {
  const page = await readFile(join(ROOT, file), 'utf8')
  await writeFile(join(ROOT, file), withExplanations(page, language, explain))
}
