/**
 * Serves the small apps, each below a path of its own: what build.mjs built, a site of many pages, and a page that the
 * server draws and signs.
 */
import { readFile } from 'node:fs/promises'
import { file, page, script } from '../files.mjs'
import { HOME, WALKS, walkOf } from './walks.js'

const ROOT = new URL('../..', import.meta.url)
const BUILT = new URL('.cache/apps/', ROOT)
const DRAWN_IN_THE_BROWSER = ['vue', 'react']

/**
 * The answer for an address of the apps; nothing for any other.
 *
 * @param {URL} url as the browser has it: what is signed is the address as it stands there
 * @param account signs the page that the server draws
 * @param {boolean} simulated whether WeChat is to be simulated in the pages
 * @returns {Promise<Response> | Response | undefined}
 */
export function serveApp(url, { account, simulated }) {
  const { pathname } = url
  if (pathname === '/demo/simulate.js') return simulated ? simulate() : script('')
  if (/^\/apps\/assets\/[\w.-]+$/.test(pathname))
    return file(new URL(pathname.replace('/apps/', 'browser/'), BUILT))
  const [, app] = pathname.split('/')
  if (DRAWN_IN_THE_BROWSER.includes(app)) return file(builtPage(app))
  if (app === 'server-made') return serverMade(url, account)
  if (app === 'pages') return oneOfThePages(pathname)
  return undefined
}

const builtPage = app => new URL(`browser/demo/apps/${app}/index.html`, BUILT)

/** The simulator, and what installs it, as one script before the app's own. */
async function simulate() {
  const parts = ['dist/simulator.global.js', 'demo/apps/simulate.js'].map(path =>
    readText(new URL(path, ROOT)),
  )
  return script((await Promise.all(parts)).join('\n'))
}

async function serverMade(url, account) {
  const { draw } = await import(new URL('server/server.js', BUILT).href)
  const [html, drawn] = await Promise.all([readText(builtPage('server-made')), draw(url, account)])
  // As a function, so that no `$` in it is taken for a pattern.
  return page(html.replace('<!--drawn-->', () => drawn))
}

async function oneOfThePages(pathname) {
  const walk = walkOf(pathname.replace('/pages/walk/', ''))
  const links = WALKS.map(({ id, title }) => {
    const current = id === walk.id ? ' aria-current="page"' : ''
    return `<li><a id="${id}" href="/pages/walk/${id}"${current}>${title}</a></li>`
  })
  const values = { home: HOME.title, title: walk.title, lead: walk.lead, links: links.join('\n            ') }
  const html = await readText(new URL('demo/apps/pages/page.html', ROOT))
  return page(html.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]))
}

const readText = url => readFile(url, 'utf8')
