import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT, readBuilt } from '../support/built.js'

const TEXT = readBuilt('CONTRIBUTING.md')
const PATHS = [...TEXT.matchAll(/`((?:src|types|demo|test)(?:\/[\w./-]+)?)`/g)].map(([, path = '']) => path)

it('every path in CONTRIBUTING.md exists', () => {
  expect(PATHS.length).toBeGreaterThan(40)
  expect(PATHS.filter(path => !existsSync(join(ROOT, path)))).toEqual([])
})

it('CONTRIBUTING.md describes every folder with source code', () => {
  const folders = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath }) => parentPath.slice(ROOT.length).replace(/^\//, ''))
  expect([...new Set(folders)].filter(folder => !PATHS.includes(folder))).toEqual([])
})
