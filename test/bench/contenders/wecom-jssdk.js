import { ensureConfigReady, hideOptionMenu, register } from '@wecom/jssdk'

// Made for the work app; inside WeChat it verifies an official account's page as well, over the bridge.
register({
  corpId: APP_ID,
  jsApiList: ['hideOptionMenu'],
  getConfigSignature: url =>
    fetch(`/wx/signature?url=${encodeURIComponent(url)}`).then(response => response.json()),
})

ensureConfigReady()
  .then(() => bench.ready({ hideOptionMenu }))
  .catch(error => bench.failed(String(error)))
