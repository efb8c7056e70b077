/**
 * Writes the measured sizes into the documents, between `<!-- size:name -->` and `<!-- /size -->`. The names are those in
 * size-limit.json; each is quoted in both languages. Build first. With `--check` it writes nothing, and fails if a figure is
 * wrong.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, runCommand } from '../support/command.mjs'
import { DOCUMENTS, guidePages, LANGUAGES, READMES } from '../support/documents.mjs'

/** Measured together with an app that imports `createWx`, and quoted as the difference, with its limit in bytes. */
const ON_TOP_OF_APP = { compat: 2200, react: 999, vue: 999 }
const checkOnly = process.argv.includes('--check')

const sizes = await measure()
/** For each document, the names that it quotes. */
const quoted = new Map()
const problems = []
for (const file of DOCUMENTS) {
  const text = await readFile(join(ROOT, file), 'utf8')
  const updated = withSizes(file, text)
  if (!checkOnly && updated !== text) await writeFile(join(ROOT, file), updated)
}
for (const language of LANGUAGES) {
  const names = [READMES[language], ...guidePages(language)].flatMap(file => quoted.get(file))
  for (const name of sizes.keys())
    if (!names.includes(name)) problems.push(`no document in ${language} quotes size:${name}`)
}
for (const problem of problems) console.log(problem)
if (checkOnly && problems.length > 0) process.exitCode = 1

async function measure() {
  // It prints the sizes even if it fails because a budget is exceeded.
  const { output } = await runCommand('size-limit --config test/package/size-limit.json --json')
  const results = JSON.parse(output)
  const app = results.find(({ name }) => name === 'app').size
  const entries = results.map(({ name, size }) => {
    const limit = ON_TOP_OF_APP[name]
    const own = limit ? size - app : size
    // The budget in size-limit.json is for the app and the rest together.
    if (own > limit) throw new Error(`${name} adds ${own} bytes to an app; the limit is ${limit}`)
    return [name, `${(own / 1000).toFixed(1)} kB`]
  })
  return new Map(entries)
}

function withSizes(file, text) {
  const names = []
  quoted.set(file, names)
  return text.replace(/(<!-- size:(\S+) -->)(.*?)(<!-- \/size -->)/g, (all, start, name, old, end) => {
    names.push(name)
    const size = sizes.get(name)
    if (!size) problems.push(`${file}: size:${name} is not in size-limit.json`)
    if (!size || size === old) return all
    problems.push(`${file}: size:${name} is ${size}, not ${old}`)
    return start + size + end
  })
}
