/** react-router in the browser. The provider follows route changes by itself. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { createWx } from 'wx-ready'
import { App } from './App.jsx'

const wx = createWx({ signature: '/wx/signature', script: window.demo?.script })

createRoot(document.getElementById('app')).render(
  <StrictMode>
    <BrowserRouter basename="/react">
      <App wx={wx} about="react-router" />
    </BrowserRouter>
  </StrictMode>,
)
