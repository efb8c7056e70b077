import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT, readBuilt } from '../support/built.js'
import { compile } from '../support/compile.js'
import { DOCUMENTS } from '../support/documents.mjs'
import { type CodeBlock, codeBlocks, lineAt } from '../support/markdown.js'

it('every sample of the documents compiles against the build', async () => {
  const samples = DOCUMENTS.flatMap(file =>
    codeBlocks(readBuilt(file))
      .flatMap(scriptsOf)
      .map(sample => ({ ...sample, file })),
  )
  expect(samples.length).toBeGreaterThan(40)
  // Inside the project, so that `wx-ready` resolves to the package itself.
  const folder = await mkdtemp(join(ROOT, 'node_modules/.documents-'))
  try {
    const files = await Promise.all(samples.map(sample => writeSample(folder, sample)))
    // One program for all: each would read the types of Node, React, Vue and Vite anew.
    compile('typescript', STRICT, [...files, join(ROOT, 'test/package/document-globals.d.ts')], folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

const STRICT = {
  strict: true,
  skipLibCheck: true,
  target: 'ES2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  jsx: 'react-jsx',
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules/@types')],
  // It is installed for a full run only.
  paths: {
    '@playwright/test': [
      'test/full/node_modules/@playwright/test/index.d.ts',
      'test/support/playwright-test.d.ts',
    ].map(file => join(ROOT, file)),
  },
}

interface Sample {
  file: string
  extension: 'ts' | 'tsx'
  code: string
  /** The line of the document before its code. */
  line: number
}

const EXTENSIONS: Readonly<Record<string, Sample['extension']>> = {
  js: 'ts',
  ts: 'ts',
  jsx: 'tsx',
  tsx: 'tsx',
  html: 'ts',
  vue: 'ts',
}

/** It would declare another `wx` for all samples. test/package/type-versions.test.ts compiles it. */
const CHANGES_GLOBALS = '/// <reference types="wx-ready/global" />\n'

/** Scripts, and the inline scripts of HTML and Vue components, whose templates are not compiled. */
function scriptsOf({ language, code, line }: CodeBlock): Omit<Sample, 'file'>[] {
  const extension = EXTENSIONS[language]
  if (!extension || code === CHANGES_GLOBALS) return []
  if (language !== 'html' && language !== 'vue') return [{ extension, code, line }]
  return [...code.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(match => {
    const start = match.index + match[0].indexOf('>') + 1
    return { extension, code: match[1] ?? '', line: line + lineAt(code, start) - 1 }
  })
}

/** With the document's name and line numbers, so that the compiler's messages show where the sample is. CDN URLs become package names. */
async function writeSample(folder: string, { file, extension, code, line }: Sample): Promise<string> {
  const path = join(folder, `${file}.${line}.${extension}`)
  await mkdir(dirname(path), { recursive: true })
  const globals = usesVendorsOwn(code) ? 'declare const wx: typeof jWeixin' : ''
  const source = code.replaceAll('https://esm.sh/', '')
  await writeFile(path, `${'\n'.repeat(line - 1)}${globals}\n${source}\nexport {}\n`)
  return path
}

/** Samples of what a page had before: their `wx` is the object of WeChat's script. */
function usesVendorsOwn(code: string): boolean {
  return /\bwx\.config\(/.test(code) && !/\b(?:import|const|var) .*\bwx\b/.test(code)
}
