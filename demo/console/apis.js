/**
 * Every API in the order of WeChat's guide, with its Chinese name there and example parameters. Some parameters come from the
 * results of earlier calls: a picture must be chosen before it can be uploaded.
 */
import { localImage, uploadImages } from 'wx-ready'
import { post } from '../common/server.js'

const command = (name, chinese, parameters, more) => ({
  name,
  chinese,
  parameters,
  call: (wx, values) => wx[name](values),
  ...more,
})

const event = (name, chinese) => ({ name, chinese, listen: (wx, listener) => wx[name](listener) })

/** @param button the client's name for the button in the menu, which the simulator can press */
const menuShare = (name, chinese, button, parameters) => ({
  name,
  chinese,
  button,
  parameters,
  share: (wx, data, handlers) => wx[name](data, handlers),
})

const miniProgram = (name, chinese, parameters) => ({
  name: `miniProgram.${name}`,
  chinese,
  parameters,
  call: (wx, values) => wx.miniProgram[name](values),
})

const helper = (name, chinese, parameters, call, more) => ({ name, chinese, parameters, call, ...more })

const page = () => ({
  title: 'Autumn on the river',
  desc: 'Twelve walks, one map, no entrance fee.',
  link: `${location.origin}/`,
  imgUrl: '/demo/cover.jpg',
})
const withoutDesc = ({ desc: _desc, ...rest }) => rest
const seconds = () => Math.floor(Date.now() / 1000)
const payment = () => ({
  timestamp: seconds(),
  nonceStr: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'RSA',
  paySign: 'made by your server',
})

const picture = ({ pictures }) => ({ localId: pictures[0] ?? '' })
const recording = ({ recording }) => ({ localId: recording })

export const GROUPS = [
  {
    title: 'Basics',
    chinese: '基础接口',
    apis: [
      command('checkJsApi', '判断当前客户端版本是否支持指定JS接口', () => ({
        jsApiList: ['chooseImage', 'getLocation', 'onMenuShareQQ', 'anApiOfTomorrow'],
      })),
    ],
  },
  {
    title: 'Share',
    chinese: '分享接口',
    apis: [
      command('updateAppMessageShareData', '自定义“分享给朋友”及“分享到QQ”按钮的分享内容', page),
      command('updateTimelineShareData', '自定义“分享到朋友圈”及“分享到QQ空间”按钮的分享内容', () =>
        withoutDesc(page()),
      ),
      menuShare('onMenuShareTimeline', '分享到朋友圈', 'menu:share:timeline', () => withoutDesc(page())),
      menuShare('onMenuShareAppMessage', '分享给朋友', 'menu:share:appmessage', page),
      menuShare('onMenuShareQQ', '分享到QQ', 'menu:share:qq', page),
      menuShare('onMenuShareWeibo', '分享到腾讯微博', 'menu:share:weiboApp', page),
      menuShare('onMenuShareQZone', '分享到QQ空间', 'menu:share:QZone', page),
    ],
  },
  {
    title: 'Pictures',
    chinese: '图像接口',
    apis: [
      command('chooseImage', '拍照或从手机相册中选图', () => ({ count: 2, sizeType: ['compressed'] }), {
        gives: ({ localIds }) => ({ pictures: localIds }),
        pictures: ({ localIds }) => localIds,
      }),
      command(
        'previewImage',
        '预览图片',
        ({ pictures }) => ({ current: pictures[0] ?? '', urls: pictures }),
        {
          after: 'chooseImage',
        },
      ),
      command('uploadImage', '上传图片', latest => ({ ...picture(latest), isShowProgressTips: 1 }), {
        after: 'chooseImage',
        gives: ({ serverId }) => ({ uploadedPicture: serverId }),
      }),
      command(
        'downloadImage',
        '下载图片',
        latest => ({ serverId: latest.uploadedPicture, isShowProgressTips: 1 }),
        {
          after: 'uploadImage',
          pictures: ({ localId }) => [localId],
        },
      ),
      command('getLocalImgData', '获取本地图片', picture, { after: 'chooseImage' }),
      helper(
        'uploadImages',
        '依次上传多张图片',
        ({ pictures }) => ({ localIds: pictures }),
        (wx, { localIds }) => uploadImages(wx, localIds),
        { after: 'chooseImage' },
      ),
      helper('localImage', '获取本地图片的 data URL', picture, (wx, { localId }) => localImage(wx, localId), {
        after: 'chooseImage',
        pictures: ({ dataUrl }) => [dataUrl],
      }),
    ],
  },
  {
    title: 'Sound',
    chinese: '音频接口',
    apis: [
      command('startRecord', '开始录音'),
      command('stopRecord', '停止录音', undefined, {
        after: 'startRecord',
        gives: ({ localId }) => ({ recording: localId }),
      }),
      event('onVoiceRecordEnd', '监听录音自动停止'),
      command('playVoice', '播放语音', recording, { after: 'stopRecord' }),
      command('pauseVoice', '暂停播放', recording, { after: 'stopRecord' }),
      command('stopVoice', '停止播放', recording, { after: 'stopRecord' }),
      event('onVoicePlayEnd', '监听语音播放完毕'),
      command('uploadVoice', '上传语音', recording, {
        after: 'stopRecord',
        gives: ({ serverId }) => ({ uploadedRecording: serverId }),
      }),
      command('downloadVoice', '下载语音', latest => ({ serverId: latest.uploadedRecording }), {
        after: 'uploadVoice',
      }),
    ],
  },
  {
    title: 'Speech',
    chinese: '智能接口',
    apis: [command('translateVoice', '识别音频并返回识别结果', recording, { after: 'stopRecord' })],
  },
  {
    title: 'Device',
    chinese: '设备信息',
    apis: [command('getNetworkType', '获取网络状态')],
  },
  {
    title: 'Location',
    chinese: '地理位置',
    apis: [
      command('openLocation', '使用微信内置地图查看位置', () => ({
        latitude: 23.0994,
        longitude: 113.3245,
        name: 'TIT 创意园',
        address: '广州市海珠区新港中路 397 号',
        scale: 15,
        infoUrl: 'https://weixin.qq.com',
      })),
      command('getLocation', '获取地理位置', () => ({ type: 'gcj02' })),
    ],
  },
  {
    title: 'Beacons',
    chinese: '摇一摇周边',
    apis: [
      command('startSearchBeacons', '开启查找周边ibeacon设备', () => ({ ticket: '' })),
      command('stopSearchBeacons', '关闭查找周边ibeacon设备'),
      event('onSearchBeacons', '监听周边ibeacon设备'),
    ],
  },
  {
    title: 'Menu',
    chinese: '界面操作',
    apis: [
      command('hideOptionMenu', '隐藏右上角菜单'),
      command('showOptionMenu', '显示右上角菜单'),
      command('closeWindow', '关闭当前网页窗口'),
      command('hideMenuItems', '批量隐藏功能按钮', () => ({
        menuList: ['menuItem:share:timeline', 'menuItem:copyUrl'],
      })),
      command('showMenuItems', '批量显示功能按钮', () => ({
        menuList: ['menuItem:share:timeline', 'menuItem:copyUrl'],
      })),
      command('hideAllNonBaseMenuItem', '隐藏所有非基础按钮'),
      command('showAllNonBaseMenuItem', '显示所有功能按钮'),
    ],
  },
  {
    title: 'Scan',
    chinese: '微信扫一扫',
    apis: [
      command('scanQRCode', '调起微信扫一扫', () => ({ needResult: 1, scanType: ['qrCode', 'barCode'] })),
    ],
  },
  {
    title: 'Shop',
    chinese: '微信小店',
    apis: [
      command('openProductSpecificView', '跳转微信商品页', () => ({
        productId: 'pDF3iY0_dVjb_Pua96MMewA96qvA',
        viewType: 0,
      })),
    ],
  },
  {
    title: 'Cards',
    chinese: '微信卡券',
    apis: [
      command('chooseCard', '拉取适用卡券列表并获取用户选择信息', () => post('/demo/card-filters')),
      command('addCard', '批量添加卡券', async () => ({ cardList: [await post('/demo/cards')] })),
      command('openCard', '查看微信卡包中的卡券', () => ({
        cardList: [{ cardId: 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo', code: '1210001008' }],
      })),
      command('consumeAndShareCard', '核销后再次赠送卡券', () => ({
        cardId: 'pDF3iY9tv9zCGCj4jTXFOo1DxHdo',
        code: '1210001008',
      })),
    ],
  },
  {
    title: 'Payment',
    chinese: '微信支付',
    apis: [
      command('chooseWXPay', '发起一个微信支付请求', () => post('/demo/payments')),
      command('pay', 'JSAPI调起支付', async ({ appId }) => {
        const { timestamp, ...signed } = await post('/demo/payments')
        return { appId, timeStamp: timestamp, ...signed }
      }),
    ],
  },
  {
    title: 'Not in the guide',
    chinese: '其他接口',
    apis: [
      command('openAddress', '共享收货地址'),
      command('openEnterpriseRedPacket', '企业红包', payment),
      command('requestMerchantTransfer', '商家转账 用户确认收款', () => ({
        mchId: '1900000109',
        package: 'made by your server',
      })),
      command('openEnterpriseChat', '企业会话', () => ({ userIds: 'zhangsan;lisi', groupName: '讨论组' })),
      command('launchMiniProgram', '打开小程序', () => ({
        targetAppId: 'wx0123456789abcdef',
        path: 'pages/index/index?from=h5',
        envVersion: 'release',
      })),
      command('openBusinessView', '商户H5跳转微信支付分小程序', () => ({
        businessType: 'wxpayScoreUse',
        queryString: 'mch_id=1230000109&package=made-by-your-server',
      })),
    ],
  },
  {
    title: 'Mini program',
    chinese: '小程序 web-view',
    apis: [
      miniProgram('getEnv', '获取当前环境'),
      miniProgram('navigateTo', '跳转到小程序页面', () => ({ url: '/pages/index/index?from=h5' })),
      miniProgram('navigateBack', '返回上一页', () => ({ delta: 1 })),
      miniProgram('redirectTo', '关闭当前页，跳转到小程序页面', () => ({ url: '/pages/index/index' })),
      miniProgram('switchTab', '切换到 tabBar 页面', () => ({ url: '/pages/index/index' })),
      miniProgram('reLaunch', '关闭所有页面，打开某个页面', () => ({ url: '/pages/index/index' })),
      miniProgram('postMessage', '向小程序发送消息', () => ({ data: { greeting: 'from the page' } })),
    ],
  },
]
