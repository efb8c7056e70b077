import { expect, it } from 'vitest'
import { minimumTable } from './matrix/minimum.js'
import { differences } from './matrix/page.js'

/** `WRITE=compatibility` writes the table. The other tables of the page are those of matrix.test.ts. */
it.each(['en', 'zh'] as const)('the guide shows the minimum versions: %s', async language => {
  const sections = { 'matrix:minimum': minimumTable(language) }
  expect(await differences(language, sections, process.env.WRITE === 'compatibility')).toEqual([])
})
