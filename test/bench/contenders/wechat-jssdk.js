import WechatJSSDK from 'wechat-jssdk/dist/client.umd'

// As its README has it: the signature is the application's affair, and comes before the script.
fetch(`/wx/signature?url=${encodeURIComponent(location.href.split('#')[0])}`)
  .then(response => response.json())
  .then(signature => {
    const sdk = new WechatJSSDK({ ...signature, jsApiList: ['hideOptionMenu'], customUrl: VENDOR_SCRIPT })
    return sdk.initialize()
  })
  .then(sdk => bench.ready(sdk.getOriginalWx()))
  .catch(error => bench.failed(String(error)))
