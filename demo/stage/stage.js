/** The stage of a desktop: what to try, a phone with the page, and what crosses the bridge. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { createBridgeLog } from './bridge-log.js'
import { createChecklist } from './checklist.js'
import { createPhone } from './phone.js'
import { switches } from './switches.js'

export function showStage() {
  const phone = createPhone()
  const checklist = createChecklist(phone)
  const bridge = createBridgeLog()
  phone.onChange(simulator => {
    checklist.update(simulator)
    bridge.update(simulator)
  })
  document.title = t('wx-ready：在电脑上运行微信网页', 'wx-ready: WeChat pages on your desk')
  document.body.append(
    h(
      'main',
      { className: 'stage' },
      h('div', { className: 'intro' }, introduction(), checklist.element, switches(phone)),
      phone.element,
      bridge.element,
    ),
  )
}

function introduction() {
  return h(
    'header',
    {},
    h('p', { className: 'brand' }, h('img', { src: '/demo/icon.svg', alt: '', width: 28 }), 'wx-ready'),
    h(
      'h1',
      {},
      t(
        '让网页在微信里可靠地分享、选图、支付，并且在电脑上就能开发和测试。',
        'Web pages that share, choose pictures and pay in WeChat, developed and tested on your desk.',
      ),
    ),
  )
}
