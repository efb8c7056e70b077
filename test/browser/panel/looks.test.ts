import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { packageFolder } from '../../support/full-run.mjs'
import { useWorld } from '../../support/world.js'
import { openPanel } from './open-panel.js'

const world = useWorld()

/** Calls that show a sheet, by the script's names. */
const SHEETS = {
  chooseImage: { count: 4 },
  previewImage: { urls: ['/cover.png'] },
  startRecord: {},
  translateVoice: { localId: 'weixin://resourceid/voice1' },
  getLocation: { type: 'gcj02' },
  openLocation: { latitude: 23.099994, longitude: 113.32452, name: '广州塔', address: '阅江西路222号' },
  scanQRCode: { needResult: 0 },
  chooseWXPay: { timestamp: 1414587457, package: 'prepay_id=wx2017033010242291fcfe0db70013231072' },
  addCard: { cardList: [{ cardId: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc', cardExt: '{}' }] },
  chooseCard: {},
  openCard: { cardList: [{ cardId: 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc', code: '1' }] },
  openAddress: {},
  requestMerchantTransfer: { mchId: '1900000109', package: 'ABBQO+oYAAABAAAAAAAk+yGy' },
}

const LOOKS = ['light', 'dark'].flatMap(theme =>
  [375, 768, 1280].map(width => ({ theme: theme as 'light' | 'dark', width })),
)

describe.each(LOOKS)('$theme, $width px wide', ({ theme, width }) => {
  it('axe finds no problem in the menu, cards, tools and sheets; screenshots are in .cache/screenshots', async () => {
    const { page, panel } = await openPanel(world, { install: { language: theme === 'light' ? 'zh' : 'en' } })
    await page.setViewportSize({ width, height: 780 })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.addScriptTag({ content: AXE() })
    const look = async (name: string) => {
      await page.screenshot({ path: join(FOLDER, `panel-${name}-${width}-${theme}.png`) })
      expect(await problemsIn(page), name).toEqual([])
    }
    await page.evaluate(() => {
      document.body.innerHTML = '<h1>A walk along the river</h1>'
      document.title = '秋天的桂林：漓江竹筏一日行程，以及沿途最好的摄影机位推荐'
      return window.ours.share({
        title: document.title,
        desc: '十月的早晨，雾从江面升起。',
        imgUrl: '/no.png',
      })
    })
    await panel.locator('.dots').click()
    await look('menu')
    await panel.locator('.menu-item').first().click()
    await panel.locator('dialog .row').first().click()
    await panel.locator('dialog .chat-card').waitFor()
    await look('sent')
    await page.keyboard.press('Escape')
    for (const [api, parameters] of Object.entries(SHEETS)) {
      await page.evaluate(
        ([api, parameters]) => {
          const { person } = window.simulator as unknown as { person: Record<string, (of: object) => void> }
          person[api]?.(parameters)
        },
        [api, parameters] as const,
      )
      await panel.locator('dialog').waitFor()
      await look(api)
      await page.keyboard.press('Escape')
      await panel.locator('dialog').waitFor({ state: 'detached' })
    }
    await panel.locator('.frame-button').last().click()
    for (let tab = 0; tab < 3; tab += 1) {
      await panel.getByRole('tab').nth(tab).click()
      await look(`tools-${tab}`)
    }
    await page.evaluate(() => sessionStorage.clear())
    await page.setViewportSize({ width: 1280, height: 720 })
  })
})

const FOLDER = fileURLToPath(new URL('../../../.cache/screenshots', import.meta.url))
mkdirSync(FOLDER, { recursive: true })

const AXE = () => readFileSync(join(packageFolder('axe-core'), 'axe.min.js'), 'utf8')

interface Axe {
  run(
    context: object,
  ): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[]; passes: unknown[] }>
}

async function problemsIn(page: Page): Promise<string[]> {
  const { violations, checked } = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe }
    const { violations, passes } = await axe.run({
      include: [{ fromShadowDom: ['wx-ready-panel', '.panel'] }],
    })
    return { violations, checked: passes.length }
  })
  expect(checked).toBeGreaterThan(5)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)
}
