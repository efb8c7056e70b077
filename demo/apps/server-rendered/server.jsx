/** What a page of Next does in `getServerSideProps`: signs the URL that the browser asked for, and draws. */
import { renderToString } from 'react-dom/server'
import { StaticRouter } from 'react-router'
import { createWx } from 'wx-ready'
import { App } from '../react/App.jsx'

/** @param {URL} url as the browser has it: its address is what WeChat compares */
export async function draw(url, account) {
  const initialSignature = await account.signature(url.href)
  const drawn = renderToString(
    <StaticRouter location={url.pathname + url.search} basename="/server-made">
      <App wx={createWx()} about="drawn and signed by the server" />
    </StaticRouter>,
  )
  // Within a script element, only this character could end it.
  const props = JSON.stringify({ initialSignature }).replaceAll('<', '\\u003c')
  return `<div id="app">${drawn}</div><script type="application/json" id="props">${props}</script>`
}
