import { expect, test } from 'wx-ready/playwright'

test.use({ wechatOptions: { client: 'ios' } })
test('a walk can be shared and booked', async ({ page, wechat }) => {
  await page.goto('/walks/42')
  await expect(page.getByText('ready')).toBeVisible()
  expect(await wechat.press('menuItem:share:timeline')).toMatchObject({
    title: 'Autumn on the river',
    problems: [],
  })

  await wechat.answer('chooseWXPay', 'cancel')
  await page.getByRole('button', { name: 'Pay' }).click()
  await expect(page.getByText('CANCELLED')).toBeVisible()
})
