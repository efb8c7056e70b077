import { expect, it } from 'vitest'
import { shell } from '../support/shell.js'

it('each bundle keeps to its budget in size-limit.json', async () => {
  await shell('size-limit --config test/package/size-limit.json')
})

it('the READMEs quote the measured sizes', async () => {
  expect(await shell('node test/package/update-sizes.mjs --check')).toBe('')
})
