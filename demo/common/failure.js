/** An error as a developer wants to see it: its code, WeChat's message, the hint, and what to check. */
import { explain } from 'wx-ready/explain'
import { h } from './dom.js'
import { language, t } from './language.js'

/** @returns {HTMLElement} */
export function failureOf(error) {
  const { code, errMsg, hint, message } = error
  if (!code) return h('div', { className: 'failure' }, h('p', {}, message))
  const { cause, checks, link } = explain(error, language)
  return h(
    'div',
    { className: 'failure' },
    h('p', {}, h('code', { className: 'code' }, code), errMsg ? h('code', {}, errMsg) : undefined),
    h('p', { className: 'hint' }, hint),
    h(
      'details',
      { open: true },
      h('summary', {}, t('如何排查', 'What to check')),
      h('p', {}, cause),
      h('ol', {}, ...checks.map(check => h('li', {}, check))),
      h('p', {}, documentation(link)),
    ),
  )
}

/** A page of WeChat, or a section of the guide, which this server does not serve. */
function documentation(link) {
  if (!link.startsWith('https:')) return h('code', {}, link)
  return h('a', { href: link, target: '_blank', rel: 'noreferrer' }, t('文档', 'Documentation'))
}
