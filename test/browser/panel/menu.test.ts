import { expect, it } from 'vitest'
import { useWorld } from '../../support/world.js'
import { openPanel } from './open-panel.js'

const world = useWorld()

const DATA = {
  title:
    'Ten days along the Li river, from the market of Guilin to the bridges of Yangshuo, on foot and by raft',
  desc: 'Where to sleep, what to eat, and when the light is best. With maps, times of the buses, and all the places where a raft stops.',
  imgUrl: '/cover.png',
}

it('"···" and "Send to a friend" show the card as it arrives in the chat, and what is wrong with it', async () => {
  const { page, panel } = await openPanel(world)
  await page.evaluate(data => window.ours.share(data), DATA)
  await panel.getByRole('button', { name: 'WeChat menu' }).click()
  await panel.getByRole('button', { name: 'Send to a friend' }).click()
  await panel.getByRole('button', { name: 'Li Na' }).click()
  const card = panel.getByRole('dialog', { name: 'Sent' }).getByRole('figure', { name: 'In a chat' })
  expect(await card.locator('figcaption').innerText()).toBe('Li Na')
  // Two lines of the title, three of the description.
  const lines = [card.getByText(DATA.title), card.getByText(DATA.desc)].map(text =>
    text.evaluate(
      element =>
        (element as HTMLElement).offsetHeight / Number.parseFloat(getComputedStyle(element).lineHeight),
    ),
  )
  expect(await Promise.all(lines)).toEqual([2, 3])
  await expect
    .poll(() => panel.locator('dialog [data-problem]').allInnerTexts())
    .toEqual([
      expect.stringMatching(/title is too long/),
      expect.stringMatching(/description is too long/),
      expect.stringMatching(/picture does not load/),
    ])
  expect(
    await page.evaluate(() => window.simulator.shared.map(({ item, source }) => [item, source])),
  ).toEqual([['menuItem:share:appMessage', 'page-data']])
})

it('an item that the page hides is not in the menu, and a hidden menu has no button', async () => {
  const { page, panel } = await openPanel(world)
  const open = panel.getByRole('button', { name: 'WeChat menu' })
  await page.evaluate(() =>
    window.ours.hideMenuItems({ menuList: ['menuItem:copyUrl', 'menuItem:share:qq'] }),
  )
  await open.click()
  const dialog = panel.getByRole('dialog')
  expect(await dialog.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
    'Share',
    'Protect',
    'Basic',
  ])
  await dialog.getByRole('button', { name: 'Share on Moments' }).waitFor()
  expect(await dialog.getByRole('button', { name: /Copy link|Share on QQ/ }).count()).toBe(0)
  await page.evaluate(() => window.ours.hideAllNonBaseMenuItem())
  await expect.poll(() => dialog.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Basic'])
  await page.keyboard.press('Escape')
  await page.evaluate(() => window.ours.hideOptionMenu())
  await open.waitFor({ state: 'detached' })
  await page.evaluate(() => window.ours.showOptionMenu())
  await open.waitFor()
})

it('the keyboard alone opens the menu, shares on Moments and returns to the button', async () => {
  const { page, panel } = await openPanel(world)
  await page.evaluate(() => {
    document.body.innerHTML = '<input id="field">'
    document.addEventListener('keydown', ({ key }) => window.reported.push(key))
  })
  const open = panel.getByRole('button', { name: 'WeChat menu' })
  await open.focus()
  await page.keyboard.press('Enter')
  const item = panel.getByRole('button', { name: 'Share on Moments' })
  for (let tabs = 0; tabs < 10 && !(await item.evaluate(element => element.matches(':focus'))); tabs += 1)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  // Its button has the focus.
  await panel.getByRole('dialog', { name: 'Post' }).waitFor()
  await page.keyboard.press('Enter')
  const sheet = panel.getByRole('dialog', { name: 'Posted on Moments' })
  await sheet.getByRole('figure', { name: 'In Moments' }).getByText('A walk along the river').waitFor()
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await expect.poll(() => open.evaluate(element => element.matches(':focus'))).toBe(true)
  // The page's own listeners heard nothing of it.
  expect(await page.evaluate(() => window.reported)).toEqual([])
})

it('the CSS of the page does not reach the panel', async () => {
  const css = `
    *:not(html, head, body) { all: unset !important; display: none !important; }
    :not(:defined) { visibility: hidden !important; opacity: 0 !important }
    div, dialog, button, p, svg { color: red !important; font-size: 3px !important; transform: scale(2) !important }`
  const { panel } = await openPanel(world, { head: `<style>${css}</style>` })
  const open = panel.getByRole('button', { name: 'WeChat menu' })
  expect(await open.boundingBox()).toMatchObject({ width: 44, height: 36 })
  await open.click()
  const title = panel.getByRole('heading', { level: 2 })
  expect(await title.evaluate(element => getComputedStyle(element).fontSize)).toBe('17px')
})
