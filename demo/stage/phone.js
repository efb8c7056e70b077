/** A phone with the page in it. */
import { h } from '../common/dom.js'
import { language, t } from '../common/language.js'
import { chosenTheme } from '../common/theme.js'

/** How often to look for another page in the phone, in ms. */
const LOOK_EVERY = 150

export function createPhone() {
  saveSettings({ titleBar: true })
  const frame = h('iframe', {
    src: location.pathname + location.search,
    title: t('手机中的网页', 'The page in the phone'),
  })
  const listeners = []
  let simulator
  const notify = () => {
    if (simulator) for (const listener of listeners) listener(simulator)
  }
  // The person moves between pages. Each installs a simulator of its own, at a time of its own.
  setInterval(() => {
    const current = frame.contentWindow?.WxReadySimulator?.current
    if (!current || current === simulator) return
    simulator = current
    simulator.subscribe(notify)
    notify()
  }, LOOK_EVERY)
  return {
    element: h('div', { className: 'phone' }, h('div', { className: 'screen' }, frame)),
    /** @param listener called with the simulator in the phone, after each change of it */
    onChange: listener => listeners.push(listener),
    onLoad: listener => frame.addEventListener('load', listener),
    /** Shows a section of the page. */
    goTo(id) {
      const section = frame.contentDocument.getElementById(id)
      if (section) section.scrollIntoView({ behavior: 'smooth' })
      else frame.src = `/#${id}`
    },
    /** Loads the page again, with other settings of the simulator. */
    reload(settings) {
      saveSettings(settings)
      frame.contentWindow.location.reload()
    },
  }
}

/** Changes what the simulator's panel has stored: it belongs to this tab, with all its frames. */
function saveSettings(settings) {
  const KEY = 'wx-ready-simulator'
  const theme = chosenTheme()
  const stored = JSON.parse(sessionStorage.getItem(KEY) ?? '{}')
  const shared = { language, theme: theme === 'auto' ? undefined : theme }
  sessionStorage.setItem(KEY, JSON.stringify({ ...stored, ...shared, ...settings }))
}
