/**
 * Writes the measured sizes into the READMEs, between `<!-- size:name -->` and `<!-- /size -->`; the names are those of
 * "size-limit" in package.json. Build first. With `--check` it writes nothing, and fails where a figure is not right.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, runCommand } from '../support/command.mjs'

const READMES = ['README.md', 'README.zh-CN.md']
/** What is measured together with an app of `createWx`, and quoted as what it adds to that. */
const ON_TOP_OF_APP = ['react', 'vue']
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
  // It fails where a budget is exceeded, and says the sizes all the same.
  const { output } = await runCommand('size-limit --json')
  const results = JSON.parse(output)
  const app = results.find(({ name }) => name === 'app').size
  return results.map(({ name, size }) => {
    const isOnTop = ON_TOP_OF_APP.includes(name)
    const own = isOnTop ? size - app : size
    // A budget of size-limit is for the whole.
    if (isOnTop && own >= 1000)
      throw new Error(`${name} adds ${own} bytes to an app, and may add less than 1000`)
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
