/** The commands in the order of WeChat's guide, each with its Chinese name there and a call as a page would write it. */

/** What `chooseImage` gave last: the pictures that preview and upload work on. */
let localIds = []

async function chosen(wx) {
  if (localIds.length === 0) ({ localIds } = await wx.chooseImage({ count: 2 }))
  return localIds
}

export const COMMANDS = [
  {
    name: 'checkJsApi',
    chinese: '判断当前客户端版本是否支持指定JS接口',
    code: "wx.checkJsApi({ jsApiList: ['chooseImage', 'scanQRCode'] })",
    run: wx => wx.checkJsApi({ jsApiList: ['chooseImage', 'scanQRCode'] }),
  },
  {
    name: 'updateAppMessageShareData',
    chinese: '自定义“分享给朋友”及“分享到QQ”按钮的分享内容',
    code: 'wx.updateAppMessageShareData({ title, desc, link, imgUrl })',
    run: wx =>
      wx.updateAppMessageShareData({
        title: 'Autumn on the river',
        desc: 'Twelve walks',
        link: location.href,
        imgUrl: `${location.origin}/demo/icon.svg`,
      }),
  },
  {
    name: 'updateTimelineShareData',
    chinese: '自定义“分享到朋友圈”及“分享到QQ空间”按钮的分享内容',
    code: 'wx.updateTimelineShareData({ title, link, imgUrl })',
    run: wx =>
      wx.updateTimelineShareData({
        title: 'Autumn on the river',
        link: location.href,
        imgUrl: `${location.origin}/demo/icon.svg`,
      }),
  },
  {
    name: 'chooseImage',
    chinese: '拍照或从手机相册中选图',
    code: 'wx.chooseImage({ count: 2 })',
    run: async wx => {
      const answer = await wx.chooseImage({ count: 2 })
      localIds = answer.localIds
      return answer
    },
    pictures: answer => answer.localIds,
  },
  {
    name: 'previewImage',
    chinese: '预览图片',
    code: 'wx.previewImage({ current: localIds[0], urls: localIds })',
    run: async wx => {
      const urls = await chosen(wx)
      return wx.previewImage({ current: urls[0], urls })
    },
  },
  {
    name: 'uploadImage',
    chinese: '上传图片',
    code: 'Promise.all(localIds.map(localId => wx.uploadImage({ localId })))',
    run: async wx => Promise.all((await chosen(wx)).map(localId => wx.uploadImage({ localId }))),
  },
  {
    name: 'getNetworkType',
    chinese: '获取网络状态',
    code: 'wx.getNetworkType()',
    run: wx => wx.getNetworkType(),
  },
  {
    name: 'getLocation',
    chinese: '获取地理位置',
    code: "wx.getLocation({ type: 'gcj02' })",
    run: wx => wx.getLocation({ type: 'gcj02' }),
  },
  {
    name: 'hideMenuItems',
    chinese: '批量隐藏功能按钮',
    code: "wx.hideMenuItems({ menuList: ['menuItem:copyUrl'] })",
    run: wx => wx.hideMenuItems({ menuList: ['menuItem:copyUrl'] }),
  },
  {
    name: 'showMenuItems',
    chinese: '批量显示功能按钮',
    code: "wx.showMenuItems({ menuList: ['menuItem:copyUrl'] })",
    run: wx => wx.showMenuItems({ menuList: ['menuItem:copyUrl'] }),
  },
  {
    name: 'closeWindow',
    chinese: '关闭当前网页窗口',
    code: 'wx.closeWindow()',
    run: wx => wx.closeWindow(),
  },
  {
    name: 'scanQRCode',
    chinese: '调起微信扫一扫',
    code: 'wx.scanQRCode({ needResult: 1 })',
    run: wx => wx.scanQRCode({ needResult: 1 }),
  },
]
