/** Every API, in groups, with a field that finds them by name. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { GROUPS } from './apis.js'
import { createEntry } from './entry.js'
import { remember } from './latest.js'

export function showConsole({ wx, simulator, appId }) {
  remember({ appId })
  const groups = GROUPS.map(group => groupOf(group, wx, simulator))
  const none = h(
    'p',
    { id: 'none', className: 'note', hidden: true },
    t('没有匹配的接口。', 'No API matches.'),
  )
  const filter = h('input', {
    id: 'filter',
    type: 'search',
    placeholder: 'scanQRCode, 扫一扫 …',
    'aria-label': t('按名称查找接口', 'Find an API by its name'),
    oninput: () => {
      find(groups, filter.value.trim().toLowerCase())
      none.hidden = groups.some(group => !group.hidden)
    },
  })
  return h(
    'section',
    { id: 'apis', tabIndex: -1 },
    h('h2', {}, t('全部接口', 'Every API')),
    h('p', { className: 'lead' }, t('参数可以修改。', 'The parameters can be edited.')),
    filter,
    none,
    h('div', { id: 'groups' }, ...groups),
  )
}

function groupOf({ title, chinese, apis }, wx, simulator) {
  const press = simulator && (button => simulator.emit(button))
  return h(
    'details',
    {},
    h(
      'summary',
      {},
      h('span', { className: 'zh', lang: 'zh' }, chinese),
      h('span', { className: 'title', lang: 'en' }, title),
      h('span', { className: 'count' }, String(apis.length)),
    ),
    h('ul', {}, ...apis.map(api => createEntry(wx, api, press))),
  )
}

/** Hides the APIs without the text in one of their names, and opens the groups of the others. */
function find(groups, text) {
  for (const group of groups) {
    // As it was before the search, for the time after it.
    group.dataset.before ??= String(group.open)
    const title = group.querySelector('summary').textContent.toLowerCase()
    const items = [...group.querySelectorAll('li')]
    for (const item of items) {
      const names = `${item.id} ${item.querySelector('.zh').textContent} ${title}`.toLowerCase()
      item.hidden = !names.includes(text)
    }
    group.hidden = items.every(item => item.hidden)
    group.open = text === '' ? group.dataset.before === 'true' : !group.hidden
    if (text === '') delete group.dataset.before
  }
}
