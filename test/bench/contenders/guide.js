// Steps three to five of WeChat's guide; step two is the script tag in the page.
fetch(`/wx/signature?url=${encodeURIComponent(location.href.split('#')[0])}`)
  .then(response => response.json())
  .then(({ appId, timestamp, nonceStr, signature }) => {
    wx.config({ appId, timestamp, nonceStr, signature, jsApiList: ['hideOptionMenu'] })
    wx.ready(() => bench.ready(wx))
    wx.error(result => bench.failed(result.errMsg))
  })
