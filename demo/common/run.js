/** Runs what a button starts, and shows its outcome. */
import { h } from './dom.js'
import { failureOf } from './failure.js'
import { inMs, readable } from './format.js'
import { t } from './language.js'

/**
 * Makes a call and shows its result or error, with the duration.
 *
 * @param {HTMLElement} output
 * @param render turns the result into text or elements. Default: its JSON
 * @returns the result; `undefined` if the call failed
 */
export async function show(output, call, render = readable) {
  const start = performance.now()
  const elapsed = () => h('span', { className: 'time' }, inMs(performance.now() - start))
  output.hidden = false
  output.dataset.state = 'busy'
  output.replaceChildren('…')
  try {
    const result = await call()
    output.replaceChildren(elapsed(), ...[render(result)].flat())
    output.dataset.state = 'done'
    return result
  } catch (error) {
    const isCancelled = error.code === 'CANCELLED'
    output.replaceChildren(
      elapsed(),
      isCancelled ? t('已取消（CANCELLED）', 'Cancelled by the user (CANCELLED)') : failureOf(error),
    )
    output.dataset.state = isCancelled ? 'cancelled' : 'failed'
    return undefined
  }
}

/** A button that is disabled while its work is running. */
export function button(label, work, properties = {}) {
  const element = h('button', { type: 'button', ...properties }, label)
  element.onclick = () => whileBusy(element, work)
  return element
}

export async function whileBusy(element, work) {
  element.disabled = true
  try {
    await work()
  } finally {
    element.disabled = false
    // Chromium moves the focus away from a disabled button.
    if (document.activeElement === document.body) element.focus({ preventScroll: true })
  }
}

export const output = () => h('output', { className: 'result', hidden: true })
