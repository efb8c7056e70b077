// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { createWx } from 'wx-ready'
import { installSimulator } from 'wx-ready/simulator'
import { createPlatform } from 'wx-ready/simulator/platform'

it('a walk can be shared', async () => {
  const platform = createPlatform()
  const simulator = installSimulator({ client: 'ios', platform })
  const wx = createWx({ signature: async ({ url }) => platform.signature(url) })
  await wx.share({ title: 'Autumn on the river', desc: 'Twelve walks', imgUrl: '/cover.png' })
  expect(await simulator.press('menuItem:share:appMessage')).toMatchObject({ title: 'Autumn on the river' })
})
