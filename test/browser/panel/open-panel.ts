import type { Locator, Page } from 'playwright-core'
import type { SimulatorOptions } from '../../../src/simulator/page/index.js'
import type { OpenOptions, useWorld } from '../../support/world.js'

interface PanelOptions extends OpenOptions {
  install?: SimulatorOptions
}

/** Opens a page that loads the simulator and its panel with script tags, as a dev server adds them. */
export async function openPanel(
  world: ReturnType<typeof useWorld>,
  { install = {}, head = '', ...options }: PanelOptions = {},
): Promise<{ page: Page; panel: Locator }> {
  const simulator = JSON.stringify({ panel: true, language: 'en', ...install })
  const { page } = await world.open({
    simulator: false,
    head: `<title>A walk along the river</title>
      <script src="/dist/simulator.global.js"></script>
      <script>window.simulator = WxReadySimulator.installSimulator(${simulator})</script>${head}`,
    ...options,
  })
  const panel = page.locator('wx-ready-panel')
  await panel.locator('.panel').waitFor({ state: 'attached' })
  return { page, panel }
}
