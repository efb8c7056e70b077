/** Chooses pictures and uploads them one by one, as WeChat requires, as many tutorials teach it. */
import * as wx from 'weixin-js-sdk'

window.seen = []
const images = { localIds: [], serverIds: [] }

const request = new XMLHttpRequest()
request.open('GET', `/wx/signature?url=${encodeURIComponent(location.href.split('#')[0])}`)
request.onload = () => {
  const { appId, timestamp, nonceStr, signature } = JSON.parse(request.responseText)
  wx.config({
    appId,
    timestamp,
    nonceStr,
    signature,
    jsApiList: ['chooseImage', 'uploadImage', 'previewImage'],
  })
}
request.send()

wx.ready(() => {
  wx.chooseImage({
    count: 9,
    sizeType: ['compressed'],
    sourceType: ['album', 'camera'],
    success(res) {
      images.localIds = res.localIds
      window.seen.push(`chosen ${res.localIds.length}`)
      uploadNext()
    },
  })
})

function uploadNext() {
  const localId = images.localIds.shift()
  if (!localId) {
    window.seen.push(`uploaded ${images.serverIds.length}`)
    return
  }
  wx.uploadImage({
    localId: localId.toString(),
    isShowProgressTips: 1,
    success(res) {
      images.serverIds.push(res.serverId)
      uploadNext()
    },
    fail(res) {
      window.seen.push(res.errMsg)
    },
  })
}
