import { createWx } from '../../../dist/browser/index.js'

const wx = createWx({ signature: '/wx/signature', script: VENDOR_SCRIPT })

wx.ready()
  .then(() => bench.ready(wx))
  .catch(error => bench.failed(String(error)))
