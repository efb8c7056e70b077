/** The name, the state of `wx`, and the language. */
import { h } from '../common/dom.js'
import { language, saveLanguage } from '../common/language.js'

export function header({ wx, simulator }) {
  const state = h('output', { id: 'state', className: 'pill' })
  wx.subscribe(({ status }) => {
    state.textContent = status
    state.dataset.status = status
  })
  return h(
    'header',
    // The capsule of the panel is in the upper right corner. The phone of the stage has a title bar instead.
    { className: simulator && window.parent === window ? 'beside-capsule' : '' },
    h(
      'a',
      { className: 'brand', href: '/' },
      h('img', { src: '/demo/icon.svg', alt: 'wx-ready', width: 28 }),
      h('span', { 'aria-hidden': 'true' }, 'wx-ready'),
    ),
    state,
    languageButton(),
  )
}

function languageButton() {
  const [other, label] = language === 'zh' ? ['en', 'English'] : ['zh', '中文']
  const onclick = () => {
    saveLanguage(other)
    location.reload()
  }
  return h('button', { type: 'button', className: 'plain small', lang: other, onclick }, label)
}
