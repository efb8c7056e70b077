/** A section: a sentence, the code that does it, and what the visitor can do. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'

/**
 * @param section `heading`: its level. `shortTitle`: in the list of contents. `code`: the functions whose source is shown; they are the ones that the section calls. `serverCode`: what the
 *   server does for it
 */
export function sectionOf({ id, heading = 'h2', title, lead, code = [], serverCode, content }, tour) {
  return h(
    'section',
    { id, tabIndex: -1 },
    h(heading, {}, title),
    h('p', { className: 'lead' }, lead),
    code.length > 0 ? codeBlock(code.map(sourceOf).join('\n\n')) : undefined,
    serverCode ? codeBlock(serverCode, t('服务端', 'On the server')) : undefined,
    ...content(tour),
  )
}

/** Links to the sections. */
export function contents(sections) {
  const links = sections.map(({ id, title, shortTitle = title }) => h('a', { href: `#${id}` }, shortTitle))
  const nav = h('nav', { className: 'contents', 'aria-label': t('目录', 'Contents') }, ...links)
  // Not by its link: a changed hash is another URL in the history of the app.
  nav.onclick = event => {
    const section = event.target.hash && document.querySelector(event.target.hash)
    if (!section) return
    event.preventDefault()
    section.scrollIntoView()
    section.focus({ preventScroll: true })
  }
  return nav
}

function codeBlock(text, label) {
  return h(
    'figure',
    { className: 'code-block' },
    label ? h('figcaption', {}, label) : undefined,
    h('pre', {}, h('code', {}, text)),
  )
}

/** The body of a function, as it is in its file. */
function sourceOf(run) {
  const lines = run.toString().split('\n').slice(1, -1)
  return lines.map(line => line.slice(2)).join('\n')
}
