/**
 * Serves the small apps, each below its own path: those that build.mjs built, a multi-page site, and a page that the server
 * renders and signs.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { file, script as javascript, page } from '../server/files.mjs'
import { HOME, WALKS, walkOf } from './walks.js'

const ROOT = new URL('../..', import.meta.url)
const BUILT = new URL('.cache/apps/', ROOT)
const CLIENT_RENDERED = ['vue', 'react']

/** What is there. The npm package has only the one that needs no build. */
export const APPS = existsSync(BUILT) ? [...CLIENT_RENDERED, 'pages', 'server-rendered'] : ['pages']

/**
 * Responds to a URL of the apps. Returns `undefined` for any other URL.
 *
 * @param {URL} url the public URL, as the browser has it: this one is signed
 * @param account signs the page that the server renders
 * @param {boolean} simulated whether the pages simulate WeChat
 * @param {string} [script] WeChat's script, if this server has it
 * @returns {Promise<Response> | Response | undefined}
 */
export function serveApp(url, { account, simulated, script }) {
  const { pathname } = url
  if (pathname === '/dist/simulate.js') return simulated ? simulate(script) : javascript('')
  if (/^\/apps\/assets\/[\w.-]+$/.test(pathname))
    return file(new URL(pathname.replace('/apps/', 'browser/'), BUILT))
  const [, app] = pathname.split('/')
  if (!APPS.includes(app)) return undefined
  if (CLIENT_RENDERED.includes(app)) return file(builtPage(app))
  if (app === 'server-rendered') return serverRendered(url, account)
  if (app === 'pages') return multiPage(pathname)
  return undefined
}

const builtPage = app => new URL(`browser/demo/apps/${app}/index.html`, BUILT)

/** One script that loads and installs the simulator, to run before those of the app. */
async function simulate(script) {
  const [simulator, install] = await Promise.all(
    ['dist/simulator.global.js', 'demo/apps/simulate.js'].map(path => readText(new URL(path, ROOT))),
  )
  return javascript([simulator, `window.demo = ${JSON.stringify({ script })}`, install].join('\n'))
}

async function serverRendered(url, account) {
  const { render } = await import(new URL('server/server.js', BUILT).href)
  const [html, rendered] = await Promise.all([readText(builtPage('server-rendered')), render(url, account)])
  // A function, because `replace` interprets `$` in text.
  return page(html.replace('<!--rendered-->', () => rendered))
}

async function multiPage(pathname) {
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
