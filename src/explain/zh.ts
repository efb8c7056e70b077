import type { ExplainTexts } from './subjects.js'

const ENDPOINT = '在浏览器里打开签名接口，带上 ?url=（页面 URL 需编码），看看它返回了什么。'
const NETWORK = '检查手机的网络。'
const CONSOLE = '微信开发者平台 › 基础信息 › 开发密钥（以前在“开发 › 基本配置”）'

export const ZH: ExplainTexts = {
  NOT_IN_BROWSER: {
    cause: '代码跑在服务端，没有页面可用。',
    checks: [
      '只在浏览器里调用，例如放进 onMounted 或 useEffect；import 和 createWx() 本身在服务端是安全的。',
    ],
  },
  NOT_IN_WECHAT: {
    cause: '页面是用普通浏览器打开的。',
    checks: [
      '展示只有微信里才能用的功能之前，先判断 wx.client.inWeChat。',
      '用微信或微信开发者工具打开页面。',
      '本地开发不想依赖微信，可以在 createWx() 之前安装 wx-ready/simulator。',
    ],
  },
  SCRIPT_FAILED: {
    cause: '官方脚本 jweixin.js 的所有地址都加载失败。',
    checks: [
      '功能不受影响：调用会改走微信自带的 bridge。',
      'CSP 的 script-src 要放行 res.wx.qq.com 和 res2.wx.qq.com，或者传入 nonce。',
      NETWORK,
    ],
  },
  SCRIPT_TIMEOUT: {
    cause: '官方脚本的加载时间超过了 timeouts.script。',
    checks: ['功能不受影响：调用会改走微信自带的 bridge。', NETWORK, '调大 timeouts.script。'],
  },
  BRIDGE_TIMEOUT: {
    cause: '微信一直没有注入 WeixinJSBridge。',
    checks: [
      '页面如果在 iframe 里，请在最外层窗口调用：iframe 里没有 bridge。',
      '确认真的是微信：有些 App 会冒用微信的 UserAgent。',
      '手机较慢时，调大 timeouts.bridge。',
    ],
  },
  SIGNATURE_FAILED: {
    cause: '签名接口没有返回签名。',
    checks: [
      '先看 errMsg 里的 HTTP 状态码；请求没发出去的话，看 cause。',
      ENDPOINT,
      '返回 403：在服务端允许该页面的域名（signatureHandler 的 allow）。',
      '连状态码都没有：检查跨域（CORS）是否放行，以及 https 页面是否请求了 http 接口。',
    ],
  },
  SIGNATURE_TIMEOUT: {
    cause: '签名接口的响应时间超过了 timeouts.signature。',
    checks: [
      '服务端要缓存 access_token 和 jsapi_ticket，不要让每个页面都去等微信。',
      ENDPOINT,
      '调大 timeouts.signature。',
    ],
  },
  SIGNATURE_MALFORMED: {
    cause: '签名接口返回的内容不是这个 URL 的签名。',
    checks: [
      '返回 JSON，包含 appId、timestamp、nonceStr（S 大写）、signature，放在最外层或 data 里。',
      ENDPOINT,
      'url 参数收到什么就签什么，& 不能被转义成 &amp;。',
    ],
  },
  INVALID_SIGNATURE: {
    cause: '微信算出的签名和传入的不一致（invalid signature）。',
    checks: [
      '用 mp.weixin.qq.com/debug/cgi-bin/sandbox?t=jsapisign 核对签名算法。',
      '确认 nonceStr（S 大写）、timestamp 与参与签名的 noncestr、timestamp 一致。',
      '签名用的必须是页面的完整 URL：从 http(s):// 开始，包括 ? 后面的参数，不包括 # 及其后面的部分；微信实际校验的 URL 在 error.result.realAuthUrl 里。',
      '确认 appId 与获取 jsapi_ticket 的是同一个公众号。',
      'access_token 和 jsapi_ticket 一定要缓存，并由所有服务器共用：重新获取可能使旧的失效。',
      "URL 要在页面运行时动态获取（location.href.split('#')[0]），经 encodeURIComponent 编码后再传给后端：分享出去的链接会被微信加上参数。",
      '经过跳转（例如网页授权）的，签的应是当前打开的页面，不是跳转之前的链接。',
      'pushState 之后，iOS 校验的是进入页面时的 URL，其他客户端校验当前 URL；Android 微信 6.2 之前不支持 pushState。',
    ],
  },
  INVALID_DOMAIN: {
    cause: '页面所在的域名没有绑定到这个 appId（invalid url domain）。',
    checks: [
      '在公众号设置的“功能设置”里把域名填进 JS接口安全域名，最多五个。',
      '只填域名：不带 http(s)://，不带路径；一般也不带端口，除非是后台允许填写的非标准端口。',
      '绑定父域名即可，子域名同样可用。',
      '确认 appId 就是你设置域名的那个公众号。',
      '刚完成 ICP 备案的要等到第二天：备案数据同步有一天延迟。',
      'localhost 和 IP 地址无法绑定：本地调试请用已绑定域名下的内网穿透，或者用模拟器。',
    ],
  },
  VERIFICATION_FAILED: {
    cause: '微信拒绝了验证，但不是签名或域名的问题（config:fail）。',
    checks: [
      '看 errMsg，里面是微信的原话。',
      '确认 appId、timestamp、nonceStr、signature、jsApiList 都传全了。',
      '确认打开的不是快照页：快照页不能使用 JS-SDK。',
    ],
  },
  VERIFICATION_TIMEOUT: {
    cause: '微信在 timeouts.verify 之内没有响应验证。',
    checks: ['再调用一次 ready()，每次调用都会重新验证。', NETWORK, '更新微信。'],
  },
  CANCELLED: {
    cause: '用户取消了操作。',
    checks: ['页面保持原样即可，这不算出错。'],
  },
  PERMISSION_DENIED: {
    cause: '这个页面没有权限调用该接口（permission denied）。',
    checks: [
      '在公众平台的“接口权限”里查看公众号是否有此接口，部分接口需要认证之后才能使用。',
      '如果自己传了 jsApiList，确认里面有这个接口。',
      '确认 appId 就是你查看权限的那个公众号。',
    ],
  },
  REQUIRE_SUBSCRIBE: {
    cause: '这是测试号，只对关注了它的用户开放（require subscribe）。',
    checks: ['用当前微信关注这个测试号。', '线上环境请换成正式公众号的 appId。'],
  },
  NOT_SUPPORTED: {
    cause: '当前微信版本没有这个接口（function not exist）。',
    checks: [
      '升级微信。',
      '用 wx.call() 调用的，检查接口名有没有写错。',
      '先用 wx.checkJsApi 判断，不支持时给出替代方案；电脑版微信支持的接口更少。',
    ],
  },
  CALL_FAILED: {
    cause: '接口调用了，但是失败了。',
    checks: ['看 errMsg，里面是微信的原话。', '对照文档检查参数。'],
  },
  CALL_TIMEOUT: {
    cause: '微信没有在规定时间内响应这次调用。',
    checks: ['再调用一次。', NETWORK, '给这次调用更长的超时：{ timeout: 60000 }。'],
  },
  INVALID_ARGUMENT: {
    cause: '某个参数或选项的值不能用。',
    checks: ['看 errMsg：里面写明了是哪个参数，传的是什么。'],
  },
  ABORTED: {
    cause: '传给这次调用的 signal 中止了。',
    checks: ['不用处理；微信已经打开的界面不会随之关闭。'],
  },
  DISPOSED: {
    cause: '已经调用过 wx.dispose()。',
    checks: ['用 createWx() 再建一个，或者晚一点再 dispose。'],
  },

  'offline-verifying': {
    cause:
      '调用时页面还没有通过验证，或者接口不在 jsApiList 里（the permission value is offline verifying）。',
    checks: [
      '先 await wx.ready()，确认验证通过。',
      '直接用官方脚本的，页面一加载就要调用的接口必须写在 wx.ready 的回调里。',
      '如果自己传了 jsApiList，确认里面有这个接口。',
    ],
  },
  'fails-since-6.0.2': {
    cause: '微信 6.0.1 正常，6.0.2 之后不行：6.0.2 之前不做权限验证，怎么签都会返回 ok。',
    checks: ['按 INVALID_SIGNATURE 逐项检查：签名本来就是错的。'],
  },
  'push-state': {
    cause: 'history.pushState 之后签名失败：微信校验的 URL 和签名用的不是同一个。',
    checks: [
      'signUrl 保持默认的 "auto"：iOS 校验进入页面时的 URL，其他客户端校验当前 URL。',
      '对比 error.result.realAuthUrl（微信实际校验的 URL）和服务端签名用的 URL。',
      '每次路由变化都要通知：router.afterEach(wx.navigated)；没有路由库就用 watch(wx)。',
      'Android 微信 6.2 之前不支持 pushState，请升级。',
    ],
  },
  'redirected-page': {
    cause: '从 a 链接（例如微信授权登录）跳转到了 b 链接，签的却是 a。',
    checks: [
      '签名用的 URL 应是使用 JS-SDK 的当前页面，也就是 b；createWx 就是这样做的。',
      '跳转带来的参数（code、state）也是 URL 的一部分，签名时要保留。',
    ],
  },
  'snapshot-page': {
    cause: '当前是快照页：用户是虚拟的，也不能使用 JS-SDK。',
    checks: [
      '不要一打开页面就要求授权，等用户主动操作之后再跳转。',
      '引导用户点击页面底部的“使用完整服务”。',
      '服务端可以看 sns/oauth2/access_token 返回的 is_snapshotuser。',
    ],
  },
  'work-app': {
    cause: '企业微信用企业的 jsapi_ticket 做验证。',
    checks: [
      '用企业的 jsapi_ticket 签名，appId 填企业的 corpId。',
      '一律签当前 URL，iOS 也一样。',
      '需要 agentConfig 的接口要用应用的 jsapi_ticket，请改用企业微信自己的 JS-SDK。',
    ],
  },
  'old-client': {
    cause: '低版本微信缺少部分接口。',
    checks: [
      '第一批开放的接口不用自己做兼容，JS-SDK 本身兼容低版本。',
      '6.0.2 及以后才引入的接口，先用 wx.checkJsApi 判断。',
      '不支持时会得到 NOT_SUPPORTED；官方文档写了最低版本的，hint 里会注明。',
    ],
  },

  'url-not-allowed': {
    cause: '服务端不给这个域名的页面签名（HTTP 403）。',
    checks: [
      '把页面的 origin 加进 signatureHandler 的 allow：协议、域名、端口都要一致。',
      '要允许所有子域名，写 https://*.example.com。',
    ],
  },
  'no-ticket': {
    cause: '服务端拿不到 jsapi_ticket；自己测试正常、上线之后才出现的，多半是调用次数用完了。',
    checks: [
      '在服务端缓存 access_token 和 jsapi_ticket，有效期 7200 秒；createAccount 会替你做。',
      '所有进程和服务器共用一份（redisStore）：每次重新获取都计入次数。',
      '等到第二天，或者在后台清零调用次数。',
      '确认没有别的程序也在获取同一个公众号的 access_token。',
    ],
  },
  'credentials-refused': {
    cause: '微信不认服务端的 appId 和 secret。',
    checks: [`到${CONSOLE}核对。`, '确认 secret 有没有被重置或冻结。', '确认用的是公众号的，不是小程序的。'],
  },
  'ip-list': {
    cause: '服务器的 IP 不在公众号的 IP 白名单里（40164）。',
    checks: [
      `把 errmsg 里的 IP 加进白名单，位置：${CONSOLE}。`,
      '每台服务器都要加：白名单对公众号的所有服务端接口生效，不只是获取 access_token。',
      '经过 NAT 或代理的，填出口的公网 IP。',
    ],
  },
  'download-media': {
    cause: '上传的文件在微信的服务器上，要由你的服务端去下载。',
    checks: [
      '把 serverId 传给服务端，它就是 media_id。',
      '3 天之内用 account.media(serverId) 下载。',
      '每天最多下载 10000 次，不够可以申请提高。',
    ],
  },

  'cannot-share': {
    cause: 'iOS 和 Android 上都无法自定义分享。',
    checks: [
      '确认公众号已经认证：只有认证的公众号才有分享接口的权限。',
      'link 必须在 JS接口安全域名之下。',
      '确认 wx.ready() 能成功；share() 自己会等它。',
    ],
  },
  'bare-link': {
    cause: '接口返回成功，分享出去却只是一条裸链接：这个页面本身是从粘贴或手输的链接打开的。',
    checks: [
      '从二维码、公众号菜单或消息、收藏、别人分享的卡片打开，再分享就是卡片。',
      '不用再查分享参数：2023 年以来有大量开发者反馈，官方没有说明。',
    ],
  },
  'share-picture': {
    cause: '分享的卡片没有图。',
    checks: [
      'imgUrl 用绝对的 http(s) 地址，而且不登录也能打开。',
      '图片至少 300 × 300 像素，不要用 SVG。',
      'iOS 微信 6.1 只显示公众号页面内链的图片或微信服务器上的图片，6.2 已修复。',
    ],
  },
  'share-trigger': {
    cause: '在 trigger 里用 ajax 取的内容没有分享出去：分享是同步操作，trigger 一返回就定了。',
    checks: ['只在 trigger 里同步修改分享内容。', '提前取好数据，拿到之后再调用一次 share()。'],
  },
  'shared-or-not': {
    cause: '成功只表示内容设置好了，或者菜单被点过；用户最后有没有分享，谁也不知道。',
    checks: [
      '不要用奖励诱导分享：一旦被判定，接口权限会被永久回收。',
      '想统计效果，就统计分享链接的访问量。',
    ],
  },
  'add-contact': {
    cause: '菜单里的“查看公众号（未添加）”（menuItem:addContact）不显示。',
    checks: ['目前只有从公众号传播出去的链接才会显示，来源必须是公众号。'],
  },

  'preview-image': {
    cause: '本地选中的图片不用上传也能预览。',
    checks: [
      'chooseImage 的界面本身就支持预览。',
      'localId 可以直接作为 <img> 的 src，也可以传给 previewImage。',
      '需要图片数据时用 localImage(wx, localId)。',
    ],
  },
  'several-uploads': {
    cause: 'uploadImage 一次只能上传一张。',
    checks: [
      '用 uploadImages(wx, localIds)，它会一张接一张地传。',
      '直接用官方脚本的，等前一张的 success 回调之后再传下一张。',
    ],
  },
  'upload-after-choose': {
    cause: 'Android 微信 6.2 之前，在 chooseImage 的回调里马上调用 uploadImage 有时不执行。',
    checks: ['升级微信。', '要支持低版本，就用 setTimeout 延迟 100 毫秒再上传。'],
  },
  'noisy-recording': {
    cause: 'Android 上传的录音，从微信下载下来有杂音。',
    checks: ['微信后台已经修复，重新上传即可。'],
  },
  coordinates: {
    cause: '地图上的位置偏了几百米：getLocation 默认返回 GPS 坐标，openLocation 用的是火星坐标。',
    checks: [
      "用 getLocation({ type: 'gcj02' }) 直接取火星坐标，再传给 openLocation。",
      '别处来的坐标要先转成 gcj02；微信 6.2 之前，getLocation 的结果也要自己转换。',
    ],
  },
  payment: {
    cause: '微信拒绝发起这笔支付。',
    checks: [
      '页面要在支付授权目录之下（iOS 看的是进入时的页面），支付目录要在 JS接口安全域名之下。',
      '参与签名的是 appId、timeStamp（S 大写）、nonceStr、package，V2 还有 signType，值要和传入的一致。',
      '下单用的 appId 要与这里相同，openid 是当前用户的，prepay_id 没有超过 2 小时。',
      'signType 与下单时一致：V3 是 RSA，V2 是 MD5 或 HMAC-SHA256。',
      '用官方线上的 jweixin.js，不要拷贝到自己的服务器：拷贝的版本官方不提供保障。',
    ],
  },
  'merchant-transfer': {
    cause: 'requestMerchantTransfer 只负责打开微信的收款页；ok 只说明用户从那个页面回来了。',
    checks: [
      '有没有收款要由服务端查单，不能看 ok。',
      '请用真机测试：开发者工具的 checkJsApi 里没有这个接口。',
      'mchId、appId、package（即 package_info）要与发起转账时一致；服务商模式必须传 subMchId，发起时用了 sub_appid 的还要传 subAppId。',
      '升级手机微信；电脑版不支持。',
    ],
  },
  'card-signature': {
    cause: '领取卡券失败，或者拉起的卡券列表异常为空。',
    checks: [
      '签名用的是 wx_card 类型的 api_ticket，不是 jsapi_ticket。',
      'cardExt 要与参与签名的内容一致，格式为字符串；outer_id 不参与签名。',
      '每次调用都要换 timestamp 和 nonce_str，重复会导致领取失败。',
      'chooseCard：shopId 以 location_id 参与签名，只支持 SHA1；并确认用户有符合筛选条件的卡券。',
      '用 mp.weixin.qq.com/debug/cgi-bin/sandbox?t=cardsign 校验。',
    ],
  },
  'open-tags': {
    cause: '开放标签在当前微信或当前页面里不可用。',
    checks: [
      '换成普通的链接或按钮，其他接口不受影响。',
      '把标签写进 openTagList，并且每次路由变化都重新验证。',
      '页面不能放在 iframe 里。',
      '微信要 7.0.12 以上，HarmonyOS 版要 1.0.3 以上。',
      '公众号须是已认证的服务号，页面须在 JS接口安全域名之下。',
    ],
  },
}
