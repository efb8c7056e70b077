/** A page with a button that scans a code, with callbacks all the way, as tutorials for jQuery teach it. */
const wx = require('weixin-js-sdk')

window.seen = []

/** Stands for jQuery's. */
function getJSON(url, success) {
  const request = new XMLHttpRequest()
  request.open('GET', url)
  request.onload = () => success(JSON.parse(request.responseText))
  request.send()
}

getJSON(`/wx/signature?url=${encodeURIComponent(location.href.split('#')[0])}`, data => {
  wx.config({
    debug: false,
    appId: data.appId,
    timestamp: data.timestamp,
    nonceStr: data.nonceStr,
    signature: data.signature,
    jsApiList: ['checkJsApi', 'scanQRCode'],
  })
})

wx.error(res => {
  window.seen.push(`config failed: ${res.errMsg}`)
})

wx.ready(() => {
  wx.checkJsApi({
    jsApiList: ['scanQRCode'],
    success(res) {
      window.seen.push(`supported: ${res.checkResult.scanQRCode}`)
    },
  })
})

const button = document.createElement('button')
button.id = 'scan'
button.textContent = '扫一扫'
button.onclick = () => {
  wx.scanQRCode({
    needResult: 1,
    scanType: ['qrCode', 'barCode'],
    success(res) {
      // A bar code has its type before the number.
      const text = res.resultStr.indexOf(',') >= 0 ? res.resultStr.split(',')[1] : res.resultStr
      window.seen.push(`scanned ${text}`)
    },
    cancel() {
      window.seen.push('cancelled')
    },
    fail(res) {
      window.seen.push(`failed: ${res.errMsg}`)
    },
    complete() {
      window.seen.push('complete')
    },
  })
}
document.body.appendChild(button)
