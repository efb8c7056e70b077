/** Takes over what the server drew. Its signature came with the page: for that one, none is asked for. */
import { hydrateRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { createWx } from 'wx-ready'
import { App } from '../react/App.jsx'

const { initialSignature } = JSON.parse(document.getElementById('props').textContent)
const wx = createWx({ signature: '/wx/signature', initialSignature, script: window.demo?.script })

hydrateRoot(
  document.getElementById('app'),
  <BrowserRouter basename="/server-made">
    <App wx={wx} about="drawn and signed by the server" />
  </BrowserRouter>,
)
