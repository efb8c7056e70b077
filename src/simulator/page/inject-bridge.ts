import type { Clock } from './clock.js'
import type { SimulatedBridge, SimulatorOptions } from './simulator-types.js'

/**
 * Puts the bridge on the page and tells it, as the client does: usually in a task of its own after the scripts of the page.
 *
 * @returns a function that removes the bridge
 */
export function injectBridge(
  bridge: SimulatedBridge,
  when: NonNullable<SimulatorOptions['bridgeReady']>,
  clock: Clock,
): () => void {
  const page = window as { WeixinJSBridge?: unknown }
  const { document } = window
  const inject = () => {
    page.WeixinJSBridge = bridge
    document.dispatchEvent(new window.Event('WeixinJSBridgeReady'))
  }
  const inOwnTask = () => clock.after(0, inject)
  if (when === 'sync') inject()
  else if (when !== 'after-scripts') clock.after(when, inject)
  else if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', inOwnTask)
  else inOwnTask()
  return () => {
    document.removeEventListener('DOMContentLoaded', inOwnTask)
    delete page.WeixinJSBridge
  }
}
