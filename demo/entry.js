/** One API on the page: names, editable parameters, button and result. */

import { readable, show, whileBusy } from '/demo/show.js'

/** Results of earlier calls, which later calls need as parameters. */
const latest = { pictures: [], recording: '', uploadedPicture: '', uploadedRecording: '' }
const refills = new Set()

/** How many events an entry shows. */
const MAX_EVENTS = 5

/**
 * @param api a row of `apis.js`
 * @param press presses a button in the simulated menu; `undefined` in a real WeChat
 */
export function createEntry(wx, api, press) {
  const item = document.getElementById('api').content.cloneNode(true).firstElementChild
  const part = name => item.querySelector(`.${name}`)
  item.id = api.name
  part('name').textContent = api.name
  part('zh').textContent = api.chinese
  const run = part('run')
  run.setAttribute('aria-label', `Call ${api.name}`)
  const parameters = api.parameters ? createEditor(api, part) : { read: () => undefined }

  if (api.call) run.onclick = () => whileBusy(run, () => call(wx, api, part, parameters))
  if (api.listen) {
    run.textContent = 'Listen'
    run.onclick = toggle(run, log => api.listen(wx, event => log(readable(event))), part)
  }
  if (api.share) {
    run.textContent = 'Set'
    run.onclick = () => setShare(wx, api, part, parameters, press)
    const button = part('press')
    button.hidden = !press
    button.onclick = () => press?.(api.button)
    button.disabled = true
  }
  return item
}

async function call(wx, api, part, parameters) {
  const values = parameters.read()
  if (values instanceof SyntaxError) return
  const result = await show(part('result'), () => api.call(wx, values))
  if (result === undefined) return
  if (api.pictures) {
    const images = api.pictures(result).map(src => Object.assign(new Image(), { src, alt: 'picture' }))
    part('pictures').replaceChildren(...images)
  }
  if (api.gives) {
    Object.assign(latest, api.gives(result))
    for (const refill of refills) refill()
  }
}

/** Editor for parameters as JSON. Text that the user has edited is not overwritten until it is reset. */
function createEditor(api, part) {
  const field = part('parameters')
  const text = part('json')
  const reset = part('reset')
  const mistake = part('mistake')
  field.hidden = false
  text.setAttribute('aria-label', `Parameters of ${api.name}`)
  let edited = false
  const grow = () => {
    text.style.height = 'auto'
    text.style.height = `${text.scrollHeight + 2}px`
  }
  // The text has no height until its group is opened, and a new one when the width changes.
  new ResizeObserver(() => requestAnimationFrame(grow)).observe(text)
  const fill = () => {
    text.value = inLines(api.parameters(latest))
    grow()
  }
  const refill = () => {
    if (!edited) fill()
    part('after').hidden = edited || !api.after || !isEmpty(api.parameters(latest))
  }
  part('after').textContent = `Call ${api.after} first`
  text.oninput = () => {
    edited = true
    reset.hidden = false
    mistake.textContent = ''
    grow()
    refill()
  }
  reset.onclick = () => {
    edited = false
    reset.hidden = true
    mistake.textContent = ''
    refill()
  }
  refills.add(refill)
  refill()
  return {
    read() {
      try {
        return JSON.parse(text.value)
      } catch (error) {
        mistake.textContent = `Invalid JSON: ${error.message}`
        text.focus()
        return error
      }
    },
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

function toggle(button, start, part) {
  let off
  return () => {
    if (off) off()
    off = off ? undefined : start(line => addEvent(part('result'), line))
    button.textContent = off ? 'Stop' : 'Listen'
    button.setAttribute('aria-pressed', String(Boolean(off)))
    if (off) addEvent(part('result'), 'listening')
  }
}

function addEvent(result, line) {
  result.hidden = false
  const now = new Date().toLocaleTimeString('en-GB')
  const lines = [`${now}  ${line}`, ...result.textContent.split('\n').filter(Boolean)]
  result.textContent = lines.slice(0, MAX_EVENTS).join('\n')
}

/** Sets what a button of the menu shares. Replaces the listeners of the previous time. */
function setShare(wx, api, part, parameters, press) {
  const data = parameters.read()
  if (data instanceof SyntaxError) return
  const result = part('result')
  part.off?.()
  result.classList.remove('failed')
  try {
    part.off = api.share(wx, data, {
      trigger: () => addEvent(result, 'trigger: the button was pressed'),
      success: ({ errMsg }) => addEvent(result, `success: ${errMsg}`),
      cancel: ({ errMsg }) => addEvent(result, `cancel: ${errMsg}`),
    })
    addEvent(result, 'set: now share from the menu in the upper right corner')
    part('press').disabled = !press
  } catch (error) {
    show(result, () => Promise.reject(error))
  }
}
