import { render } from 'preact'
import type { Controls } from '../page/controls.js'
import type { Simulator } from '../page/simulator-types.js'
import { App } from './app.js'
import { createHost } from './host.js'
import { createPanel, PanelContext } from './panel.js'
import { createPerson } from './sheets/person.js'

/**
 * Shows WeChat around the page: its menu, the cards that the page shares, and sheets for everything that the user decides.
 *
 * @returns a function that closes the panel
 */
export function openPanel(simulator: Simulator, controls: Controls): () => void {
  const host = createHost()
  const panel = createPanel(simulator, controls)
  const draw = () =>
    render(
      <PanelContext.Provider value={panel}>
        <App />
      </PanelContext.Provider>,
      host.root,
    )
  draw()
  const personBefore = simulator.person
  simulator.person = { ...createPerson(panel), ...personBefore }
  return () => {
    simulator.person = personBefore
    panel.sheets.clear()
    render(null, host.root)
    host.remove()
  }
}
