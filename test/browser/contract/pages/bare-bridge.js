/** What pages did before there was a script: it only listens, and relies on the bridge to come after the page's scripts. */
var dataForWeixin = {
  appId: '',
  MsgImg: 'https://www.example.com/share.png',
  TLImg: 'https://www.example.com/timeline.png',
  url: 'https://www.example.com/share',
  title: 'Autumn on the river',
  desc: 'Twelve walks',
}

document.addEventListener('WeixinJSBridgeReady', function onBridgeReady() {
  if (window.verification) {
    WeixinJSBridge.invoke('preVerifyJSAPI', window.verification, res => {
      contract.report(res.err_msg)
      listen()
    })
  } else listen()
})

function listen() {
  let answered = () => {}
  // 发送给好友
  WeixinJSBridge.on('menu:share:appmessage', argv => {
    contract.report('trigger', (argv && argv.shareTo) || 'friend')
    WeixinJSBridge.invoke(
      'sendAppMessage',
      {
        appid: dataForWeixin.appId,
        img_url: dataForWeixin.MsgImg,
        img_width: '120',
        img_height: '120',
        link: dataForWeixin.url,
        desc: dataForWeixin.desc,
        title: dataForWeixin.title,
      },
      res => answered(res),
    )
  })
  // 分享到朋友圈
  WeixinJSBridge.on('menu:share:timeline', () => {
    WeixinJSBridge.invoke(
      'shareTimeline',
      {
        img_url: dataForWeixin.TLImg,
        img_width: '120',
        img_height: '120',
        link: dataForWeixin.url,
        desc: dataForWeixin.desc,
        title: dataForWeixin.title,
      },
      res => answered(res),
    )
  })
  contract.report('ready')
  contract.call = (api, options) => {
    const done = res => {
      options.success(res)
      options.complete(res)
    }
    answered = done
    const { success, fail, cancel, complete, trigger, how, ...parameters } = options
    if (api === 'wait for the menu') return
    if (how === 'call') WeixinJSBridge.call(api)
    else if (how === 'callback only') WeixinJSBridge.invoke(api, done)
    else WeixinJSBridge.invoke(api, parameters, done)
  }
}
