import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** The rows of all tables in SECURITY.md: the threat, and the tests by file. */
const ROWS = read('SECURITY.md')
  .split('\n')
  .filter(line => line.startsWith('| ') && !/^\| (Threat|---) /.test(line))
  .map(line => {
    const [threat = '', , tests = ''] = line.slice(2, -2).split(' | ')
    let file = ''
    const named = [...tests.matchAll(/`(test\/[\w./-]+)`|“([^”]+)”/g)].flatMap(([, path, title]) => {
      file = path ?? file
      return title === undefined ? [] : [{ file, title }]
    })
    return { threat, named }
  })

describe('SECURITY.md', () => {
  it('has a test for each threat', () => {
    expect(ROWS.length).toBeGreaterThan(30)
    expect(ROWS.filter(({ named }) => named.length === 0)).toEqual([])
  })

  it.each(ROWS)('names tests that exist: $threat', ({ named }) => {
    for (const { file, title } of named) expect(titlesOf(file)).toContain(title)
  })
})

/** The titles of all tests in a file, as written there. */
function titlesOf(file: string): string[] {
  const calls = read(file).matchAll(
    // What `it.each` gets may be long: its title is the first text after `)(`.
    /(?:\b(?:it|itInFullRun)\(|\]\)\(|\.each(?:<[^(]+>)?\([^\n]*\)\(|^ *\)\()\s*(['"`])((?:\\.|(?!\1).)*)\1/gm,
  )
  return [...calls].map(([, , title = '']) => title.replaceAll(/\\(['"`])/g, '$1'))
}

it('the package has no dependencies and no install scripts', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, unknown>>
  expect(Object.keys(manifest)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(optionalD|bundle(d?)D|d)ependencies$/)]),
  )
  expect(Object.keys(manifest.scripts ?? {}).filter(name => /install|^prepare$/.test(name))).toEqual([])
  expect(Object.keys(manifest.peerDependencies ?? {}).sort()).toEqual(
    Object.keys(manifest.peerDependenciesMeta ?? {}).sort(),
  )
})

it("the script is loaded over HTTPS from WeChat's two hosts only", () => {
  const sources = readdirSync(join(ROOT, 'src/browser'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => read(join('src/browser', file)))
  const urls = sources.flatMap(text =>
    [...text.matchAll(/'((?:https?:)?\/\/[^'\s]+)'/g)].map(([, url]) => url),
  )
  expect(urls).toEqual([
    'https://res.wx.qq.com/open/js/jweixin-1.6.0.js',
    'https://res2.wx.qq.com/open/js/jweixin-1.6.0.js',
  ])
})

describe('the workflows', () => {
  const WORKFLOWS = readdirSync(join(ROOT, '.github/workflows')).map(file =>
    read(`.github/workflows/${file}`),
  )
  const RELEASE = read('.github/workflows/release.yml')

  it('workflows have read-only permissions, and no other job gets an identity', () => {
    expect(WORKFLOWS).toHaveLength(2)
    for (const text of WORKFLOWS) {
      expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m)
      expect(text).not.toMatch(/pull_request_target|write-all|: write$(?<!id-token: write)/m)
      for (const [, action = ''] of text.matchAll(/uses: (.+)/g))
        expect(action).toMatch(/^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/)
    }
    expect(WORKFLOWS.join('').match(/id-token: write|secrets\./g)).toEqual(['id-token: write'])
    expect(RELEASE.split(/^ {2}publish:$/m)[0]).not.toMatch(/id-token|secrets\./)
  })

  it('the release is published with provenance, after the full run, by a job without other code', () => {
    const [before = '', publish = ''] = RELEASE.split(/^ {2}publish:$/m)
    expect(before).toMatch(/- run: \.ci\/run\n {8}env:\n {10}CI: 'true'\n/)
    expect(publish).toContain('needs: pack')
    const commands = [...publish.matchAll(/run: (.+)/g)].map(([, command]) => command)
    expect(commands).toEqual(['npm publish ./*.tgz --provenance --access public --ignore-scripts'])
    expect(publish).not.toContain('actions/checkout')
  })
})
