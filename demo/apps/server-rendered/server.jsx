/** Signs the requested URL and renders the app, as a Next.js page does with `getServerSideProps`. */
import { renderToString } from 'react-dom/server'
import { StaticRouter } from 'react-router'
import { createWx } from 'wx-ready'
import { App } from '../react/App.jsx'

/** @param {URL} url the public URL, as the browser has it: WeChat compares it */
export async function render(url, account) {
  const initialSignature = await account.signature(url.href)
  const app = renderToString(
    <StaticRouter location={url.pathname + url.search} basename="/server-rendered">
      <App wx={createWx()} about="rendered and signed on the server" />
    </StaticRouter>,
  )
  // Escaped, so that the JSON cannot end the script element.
  const props = JSON.stringify({ initialSignature }).replaceAll('<', '\\u003c')
  return `<div id="app">${app}</div><script type="application/json" id="props">${props}</script>`
}
