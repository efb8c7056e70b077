import { expect, it } from 'vitest'
import { shell } from '../support/shell.js'

it('keeps to the budgets in package.json', async () => {
  await shell('size-limit')
})

it('is as large as the READMEs say', async () => {
  expect(await shell('node test/package/update-sizes.mjs --check')).toBe('')
})
