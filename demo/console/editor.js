/** Editor for parameters as JSON. Text that the user has edited is not overwritten until it is reset. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { latest, onResults } from './latest.js'

/** @param api a row of `apis.js` */
export function createEditor(api) {
  let edited = false
  const text = h('textarea', {
    className: 'json',
    spellcheck: false,
    autocomplete: 'off',
    autocapitalize: 'off',
    'aria-label': `${t('参数', 'Parameters of')} ${api.name}`,
    oninput: () => setEdited(true),
  })
  const reset = h(
    'button',
    { type: 'button', className: 'reset plain small', hidden: true },
    t('还原', 'Reset'),
  )
  reset.onclick = () => setEdited(false)
  const after = h(
    'p',
    { className: 'after', hidden: true },
    t(`先调用 ${api.after}`, `Call ${api.after} first`),
  )
  const mistake = h('p', { className: 'mistake', role: 'alert' })
  const grow = () => {
    text.style.height = 'auto'
    text.style.height = `${text.scrollHeight + 2}px`
  }
  // Only once its group is open: the server signs some parameters. The text has no height before, and a new one with each width.
  new ResizeObserver(() => {
    if (text.value === '') refill()
    requestAnimationFrame(grow)
  }).observe(text)

  const setEdited = value => {
    edited = value
    reset.hidden = !value
    mistake.textContent = ''
    grow()
    return refill()
  }
  const refill = async () => {
    try {
      const parameters = await api.parameters(latest)
      after.hidden = edited || !api.after || !isEmpty(parameters)
      if (edited) return
      text.value = inLines(parameters)
      grow()
    } catch ({ message }) {
      mistake.textContent = message
    }
  }
  if (api.after) onResults(refill)
  return {
    element: h('div', { className: 'parameters' }, text, reset, after, mistake),
    /** @returns the parameters, or the error in their JSON */
    read() {
      try {
        return JSON.parse(text.value)
      } catch (error) {
        mistake.textContent = `${t('JSON 有误：', 'Invalid JSON: ')}${error.message}`
        text.focus()
        return error
      }
    },
    /** Gets new parameters, because some are valid once. */
    fresh: refill,
  }
}

/** JSON with one line per parameter. */
function inLines(parameters) {
  const lines = Object.entries(parameters).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}`
}

/** Whether a parameter is missing that comes from an earlier call. */
function isEmpty(parameters) {
  return Object.values(parameters).some(value => value === '' || (Array.isArray(value) && value.length === 0))
}
