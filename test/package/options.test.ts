import { expect, it } from 'vitest'
import { readOptions } from '../../src/browser/options.js'
import { readOptionTypes } from './option-types.mjs'
import { updateOptions } from './update-options.mjs'

const source = readOptionTypes()

it('the guide has a table of all options, as the source documents them, in both languages', async () => {
  expect(await updateOptions(source, { checkOnly: true })).toEqual([])
})

it('the documented defaults of createWx are those that it uses', () => {
  const used = readOptions({})
  const documented = (id: string) =>
    Object.fromEntries((source.types.get(id) ?? []).map(({ name, defaultValue }) => [name, defaultValue]))
  expect(documented('Timeouts')).toEqual(
    Object.fromEntries(Object.entries(used.timeouts).map(([step, ms]) => [step, String(ms)])),
  )
  expect(documented('WxOptions')).toMatchObject({
    signUrl: `'${used.signUrl}'`,
    verification: `'${used.verification}'`,
    openTagList: JSON.stringify(used.openTagList),
  })
})
