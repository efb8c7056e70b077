/**
 * Makes a folder for each subpath of the package, with a package.json that names its files, for tools that do not read
 * `exports`: webpack 4, and older resolvers of TypeScript and Jest. `npm pack` runs it in the root of the package; the folders
 * are not kept. With `--remove` it removes them.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { exports: entries } = JSON.parse(readFileSync('package.json', 'utf8'))
const remove = process.argv.includes('--remove')

for (const [subpath, entry] of Object.entries(entries)) {
  if (subpath === '.' || typeof entry !== 'object') continue
  if (remove) rmSync(subpath.split('/')[1], { recursive: true, force: true })
  else makeFolder(subpath, entry)
}

function makeFolder(subpath, { import: modules, require: commonJs }) {
  const up = path => path && join('../'.repeat(subpath.split('/').length - 1), path)
  const fields = {
    main: up(commonJs.default),
    // Its modules use `import.meta`, which webpack 4 cannot parse.
    module: usesImportMeta(modules.default) ? undefined : up(modules.default),
    types: up(commonJs.types),
  }
  mkdirSync(subpath, { recursive: true })
  writeFileSync(join(subpath, 'package.json'), `${JSON.stringify(fields, undefined, 2)}\n`)
}

/** Whether the module or one that it imports uses it. */
function usesImportMeta(file, seen = new Set()) {
  if (file === undefined || seen.has(file) || !existsSync(file)) return false
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  if (/\bimport\.meta\b/.test(text)) return true
  const imported = [...text.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, path]) => join(file, '..', path))
  return imported.some(path => usesImportMeta(path, seen))
}
