import { expect, it } from 'vitest'
import { createAccount } from '../../../src/server/index.js'
import { APP_ID, useWorld } from '../../support/world.js'
import { openPanel } from './open-panel.js'

const world = useWorld()

/** A PNG of 2 × 2 px. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==',
  'base64',
)

it('a file is chosen, shown by the page, previewed, uploaded, and downloaded by the server byte for byte', async () => {
  const { page, panel } = await openPanel(world)
  const chosen = page.evaluate(async () => (await window.ours.chooseImage({ count: 2 })).localIds)
  const sheet = panel.getByRole('dialog', { name: 'Choose pictures' })
  await sheet
    .locator('input[type=file]')
    .setInputFiles({ name: 'two.png', mimeType: 'image/png', buffer: PICTURE })
  await sheet.getByRole('img', { name: 'two.png' }).waitFor()
  await sheet.getByRole('button', { name: 'Night' }).click()
  await sheet.getByRole('img', { name: 'Night' }).waitFor()
  await sheet.getByLabel('Original size').check()
  await sheet.getByRole('button', { name: 'Done (2/2)' }).click()
  const localIds = await chosen
  expect(localIds).toHaveLength(2)

  const widths = await page.evaluate(
    ids =>
      Promise.all(
        ids.map(id => {
          const image = document.body.appendChild(new Image())
          return new Promise<number>(resolve => {
            image.onload = () => resolve(image.naturalWidth)
            image.src = id
          })
        }),
      ),
    localIds,
  )
  expect(widths).toEqual([2, 1200])

  const previewed = page.evaluate(ids => window.ours.previewImage({ urls: ids }), localIds)
  await panel.getByRole('dialog', { name: 'Picture 1 of 2' }).waitFor()
  await page.keyboard.press('ArrowRight')
  await panel.getByRole('dialog', { name: 'Picture 2 of 2' }).waitFor()
  await page.keyboard.press('Escape')
  await previewed

  const serverId = await page.evaluate(
    async ([localId]) => (await window.ours.uploadImage({ localId: String(localId) })).serverId,
    localIds,
  )
  const account = createAccount({ appId: APP_ID, secret: SECRET, hosts: [world.origin] })
  const media = await account.media(serverId)
  expect(Buffer.from(await media.arrayBuffer()).equals(PICTURE)).toBe(true)
})

it('cancelling the choice cancels the call', async () => {
  const { page, panel } = await openPanel(world)
  const settled = page.evaluate(() => window.settle(window.ours.chooseImage()))
  await panel.getByRole('dialog', { name: 'Choose pictures' }).waitFor()
  await page.keyboard.press('Escape')
  expect(await settled).toMatchObject({ code: 'CANCELLED' })
})

/** Of the account in test/support/world.ts. */
const SECRET = '0123456789abcdef0123456789abcdef'
