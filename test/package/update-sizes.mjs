/**
 * Writes the measured sizes into the READMEs, between `<!-- size:name -->` and `<!-- /size -->`. The names are those in
 * size-limit.json. Build first. With `--check` it writes nothing, and fails if a figure is wrong.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, runCommand } from '../support/command.mjs'

const READMES = ['README.md', 'README.zh-CN.md']
/** Measured together with an app that imports `createWx`, and quoted as the difference, with its limit in bytes. */
const ON_TOP_OF_APP = { compat: 2200, react: 999, vue: 999 }
const checkOnly = process.argv.includes('--check')

const sizes = await measure()
for (const file of READMES) {
  const text = await readFile(join(ROOT, file), 'utf8')
  const { updated, differences } = withSizes(text)
  for (const difference of differences) console.log(`${file}: ${difference}`)
  if (!checkOnly && updated !== text) await writeFile(join(ROOT, file), updated)
  if (checkOnly && differences.length > 0) process.exitCode = 1
}

async function measure() {
  // It prints the sizes even if it fails because a budget is exceeded.
  const { output } = await runCommand('size-limit --config test/package/size-limit.json --json')
  const results = JSON.parse(output)
  const app = results.find(({ name }) => name === 'app').size
  return results.map(({ name, size }) => {
    const limit = ON_TOP_OF_APP[name]
    const own = limit ? size - app : size
    // The budget in size-limit.json is for the app and the rest together.
    if (own > limit) throw new Error(`${name} adds ${own} bytes to an app; the limit is ${limit}`)
    return { name, size: `${(own / 1000).toFixed(1)} kB` }
  })
}

function withSizes(text) {
  const differences = []
  let updated = text
  for (const { name, size } of sizes) {
    const quoted = new RegExp(`(<!-- size:${name} -->)(.*?)(<!-- /size -->)`, 'g')
    if (!quoted.test(text)) differences.push(`says nothing of size:${name}, which is ${size}`)
    updated = updated.replace(quoted, (_, start, old, end) => {
      if (old !== size) differences.push(`size:${name} is ${size}, not ${old}`)
      return start + size + end
    })
  }
  return { updated, differences }
}
