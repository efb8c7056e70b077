/** Hydrates what the server rendered. The page contains its own signature, so it requests none. */
import { hydrateRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { createWx } from 'wx-ready'
import { App } from '../react/App.jsx'

const { initialSignature } = JSON.parse(document.getElementById('props').textContent)
const wx = createWx({ signature: '/wx/signature', initialSignature, script: window.demo?.script })

hydrateRoot(
  document.getElementById('app'),
  <BrowserRouter basename="/server-rendered">
    <App wx={wx} about="rendered and signed on the server" />
  </BrowserRouter>,
)
