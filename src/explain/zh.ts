import type { ExplainTexts } from './subjects.js'

const CHECK_ENDPOINT = '在浏览器里打开签名接口，带上 ?url=（页面 URL 需编码），查看返回内容。'
const CHECK_NETWORK = '检查手机网络。'
const CONSOLE_KEYS = '微信开发者平台 › 基础信息 › 开发密钥（以前在“开发 › 基本配置”）'

/** For readers of Chinese. */
export const ZH: ExplainTexts = {
  NOT_IN_BROWSER: {
    cause: '代码在服务端运行，没有页面。',
    checks: ['只在浏览器里调用，例如放在 onMounted 或 useEffect 里；import 和 createWx() 可以在服务端执行。'],
  },
  NOT_IN_WECHAT: {
    cause: '页面是用普通浏览器打开的。',
    checks: [
      '展示依赖微信的功能之前，先判断 wx.client.inWeChat。',
      '用微信或微信开发者工具打开页面。',
      '本地开发不想依赖微信时，可以在 createWx() 之前安装模拟器 wx-ready/simulator。',
    ],
  },
  SCRIPT_FAILED: {
    cause: '官方脚本 jweixin.js 的所有地址都加载失败。',
    checks: [
      '接口仍可正常调用：会改走微信自带的 bridge。',
      '在 CSP 的 script-src 里放行 res.wx.qq.com 和 res2.wx.qq.com，或者传入 nonce。',
      CHECK_NETWORK,
    ],
  },
  SCRIPT_TIMEOUT: {
    cause: '官方脚本的加载时间超过了 timeouts.script。',
    checks: ['接口仍可正常调用：会改走微信自带的 bridge。', CHECK_NETWORK, '调大 timeouts.script。'],
  },
  BRIDGE_TIMEOUT: {
    cause: '微信没有在 timeouts.bridge 之内注入 WeixinJSBridge。',
    checks: [
      '页面如果在 iframe 里，请在顶层窗口调用：iframe 里没有 bridge。',
      '确认当前 App 是微信：有些 App 会冒用微信的 User-Agent。',
      '手机较慢时，调大 timeouts.bridge。',
    ],
  },
  SIGNATURE_FAILED: {
    cause: '签名接口没有返回签名。',
    checks: [
      '先看 errMsg 里的 HTTP 状态码；如果请求本身失败了，看 cause。',
      CHECK_ENDPOINT,
      '返回 403：在服务端把页面的 origin 加进 signatureHandler 的 allow。',
      '没有状态码：检查跨域（CORS）是否放行了页面的 origin，以及 https 页面是否请求了 http 接口。',
    ],
  },
  SIGNATURE_TIMEOUT: {
    cause: '签名接口的响应时间超过了 timeouts.signature。',
    checks: [
      '在服务端缓存 access_token 和 jsapi_ticket，不要让页面等待微信的接口。',
      CHECK_ENDPOINT,
      '调大 timeouts.signature。',
    ],
  },
  SIGNATURE_MALFORMED: {
    cause: '签名接口返回的内容不是这个 URL 的签名。',
    checks: [
      '返回 JSON，包含 appId、timestamp、nonceStr（S 大写）、signature，放在最外层或 data 里。',
      CHECK_ENDPOINT,
      'url 参数收到什么就签什么，不要把 & 转义成 &amp;。',
    ],
  },
  INVALID_SIGNATURE: {
    cause: '微信算出的签名和传入的不一致（invalid signature）。',
    checks: [
      '用 mp.weixin.qq.com/debug/cgi-bin/sandbox?t=jsapisign 核对签名。',
      '确认 nonceStr（S 大写）、timestamp 与参与签名的 noncestr、timestamp 一致。',
      '用页面的完整 URL 签名：从 http(s):// 开始，包括 ? 后面的参数，不包括 # 及其后面的部分；微信实际校验的 URL 在 error.result.realAuthUrl 里。',
      '确认 appId 与获取 jsapi_ticket 所用的 access_token 属于同一个公众号。',
      'access_token 和 jsapi_ticket 一定要缓存，并由所有服务器共用：重新获取可能会使旧的失效。',
      "URL 要在页面运行时动态获取（location.href.split('#')[0]），经 encodeURIComponent 编码后再传给后端：分享出去的链接会被微信加上参数。",
      '经过跳转（例如网页授权）后，签名用的应是当前打开的页面，而不是跳转之前的链接。',
      'pushState 之后，iOS 校验进入页面时的 URL，其他客户端校验当前 URL；Android 微信 6.2 之前不支持 pushState。',
    ],
  },
  INVALID_DOMAIN: {
    cause: '页面所在的域名没有绑定到这个 appId（invalid url domain）。',
    checks: [
      '在公众号设置的“功能设置”里把域名填进 JS接口安全域名，最多五个。',
      '只填域名：不带 http(s):// 和路径，也不带端口，除非是后台允许填写的非标准端口。',
      '绑定父域名即可，子域名同样可用。',
      '确认 appId 属于你设置域名的那个公众号。',
      '刚完成 ICP 备案的域名要等到第二天：备案数据同步有一天延迟。',
      'localhost 和 IP 地址无法绑定：本地调试请用已绑定域名的子域名做内网穿透，或者用模拟器。',
    ],
  },
  VERIFICATION_FAILED: {
    cause: '微信拒绝了验证，但不是签名或域名的问题（config:fail）。',
    checks: [
      '看 errMsg，里面是微信返回的原始信息。',
      '确认 appId、timestamp、nonceStr、signature、jsApiList 都传全了。',
      '确认打开的不是快照页：快照页不能使用 JS-SDK。',
    ],
  },
  VERIFICATION_TIMEOUT: {
    cause: '微信在 timeouts.verify 之内没有响应验证。',
    checks: ['再调用一次 ready()：失败之后会重新验证。', CHECK_NETWORK, '升级微信。'],
  },
  CANCELLED: {
    cause: '用户取消了操作。',
    checks: ['保持页面原样即可，这不是错误。'],
  },
  PERMISSION_DENIED: {
    cause: '这个页面没有权限调用该接口（permission denied）。',
    checks: [
      '在微信开发者平台的“接口权限与额度”里查看公众号是否有该接口的权限，部分接口需要认证后才能使用。',
      '如果自己传了 jsApiList，确认里面有这个接口。',
      '确认 appId 属于你查看权限的那个公众号。',
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
      '如果用的是 wx.call()，检查接口名有没有写错。',
      '先用 wx.checkJsApi 判断，不支持时提供替代方案；电脑版微信支持的接口更少。',
    ],
  },
  CALL_FAILED: {
    cause: '微信执行了调用，但失败了。',
    checks: ['看 errMsg，里面是微信返回的原始信息。', '对照文档检查参数。'],
  },
  CALL_TIMEOUT: {
    cause: '微信没有在规定时间内响应这次调用。',
    checks: ['再调用一次。', CHECK_NETWORK, '给这次调用设置更长的超时，例如 { timeout: 60000 }。'],
  },
  INVALID_ARGUMENT: {
    cause: '某个参数或选项的值无效。',
    checks: ['看 errMsg：里面写明了是哪个参数，传入的是什么值。'],
  },
  ABORTED: {
    cause: '传给这次调用的 signal 已中止。',
    checks: ['无需处理；微信已经打开的界面不会随之关闭。'],
  },
  DISPOSED: {
    cause: '已经调用过 wx.dispose()。',
    checks: ['用 createWx() 重新创建一个实例，或者推迟调用 dispose()。'],
  },

  'offline-verifying': {
    cause:
      '调用时页面还没有通过验证，或者接口不在 jsApiList 里（the permission value is offline verifying）。',
    checks: [
      '先 await wx.ready()，确认验证通过。',
      '如果直接用官方脚本，页面加载时就要调用的接口必须写在 wx.ready 的回调里。',
      '如果自己传了 jsApiList，确认里面有这个接口。',
    ],
  },
  'fails-since-6.0.2': {
    cause: '微信 6.0.1 正常，之后的版本报错：6.0.2 之前不做权限验证，任何签名都会返回 ok。',
    checks: ['按 INVALID_SIGNATURE 逐项检查：签名是错的，只是 6.0.1 没有校验。'],
  },
  'push-state': {
    cause: 'history.pushState 之后验证失败：微信校验的 URL 和签名用的 URL 不同。',
    checks: [
      'signUrl 保持默认的 "auto"：iOS 校验进入页面时的 URL，其他客户端校验当前 URL。',
      '对比 error.result.realAuthUrl（微信实际校验的 URL）和服务端签名用的 URL。',
      '每次路由变化都要通知 wx：router.afterEach(wx.navigated)；没有路由库时用 watch(wx)。',
      'Android 微信 6.2 之前不支持 pushState，请升级。',
    ],
  },
  'redirected-page': {
    cause: '页面从 a 链接（例如微信授权登录）跳转到了 b 链接，签名用的却是 a。',
    checks: [
      '用 b（使用 JS-SDK 的页面）的 URL 签名；createWx 就是这样做的。',
      '签名时保留跳转带来的参数：code 和 state 也是 URL 的一部分。',
    ],
  },
  'snapshot-page': {
    cause: '当前是快照页：用户是虚拟的，也不能使用 JS-SDK。',
    checks: [
      '不要一打开页面就要求授权，等用户主动操作之后再跳转。',
      '引导用户点击页面底部的“使用完整服务”。',
      '在服务端检查 sns/oauth2/access_token 返回的 is_snapshotuser。',
    ],
  },
  'work-app': {
    cause: '企业微信用企业的 jsapi_ticket 做验证。',
    checks: [
      '用企业的 jsapi_ticket 签名，appId 填企业的 corpId。',
      '一律签当前 URL，iOS 也一样。',
      '需要 agentConfig 的接口请改用企业微信的 JS-SDK：它们要用应用的 jsapi_ticket。',
    ],
  },
  'old-client': {
    cause: '低版本微信缺少部分接口。',
    checks: [
      '首批开放的接口无需处理：JS-SDK 本身兼容低版本。',
      '6.0.2 及以后才引入的接口，先用 wx.checkJsApi 判断。',
      '处理 NOT_SUPPORTED 错误：如果官方文档写了最低版本，hint 里会注明。',
    ],
  },

  'url-not-allowed': {
    cause: '服务端不允许为这个 origin 的页面签名（HTTP 403）。',
    checks: [
      '把页面的 origin 加进 signatureHandler 的 allow：协议、域名、端口都要一致。',
      '要允许所有子域名，可以写 https://*.example.com。',
    ],
  },
  'no-ticket': {
    cause: '服务端获取不到 jsapi_ticket；如果是上线之后才出现，多半是调用次数用完了。',
    checks: [
      '在服务端缓存 access_token 和 jsapi_ticket（createAccount 已经这样做）；ticket 的缓存时间要小于 7200 秒，因为无论已经签发多久，微信返回的有效期都是 7200。',
      '所有进程和服务器共用一份（redisStore）：每次重新获取都计入次数。',
      '等到第二天，或者在后台清零调用次数。',
      '确认没有别的程序也在获取同一个公众号的 access_token。',
    ],
  },
  'credentials-refused': {
    cause: '微信不接受服务端的 appId 和 secret。',
    checks: [
      `到${CONSOLE_KEYS}核对。`,
      '检查 secret 是否被重置或冻结。',
      '确认它们属于公众号，而不是小程序。',
    ],
  },
  'ip-list': {
    cause: '服务器的 IP 不在公众号的 IP 白名单里（40164）。',
    checks: [
      `把 errmsg 里的 IP 加进白名单，位置：${CONSOLE_KEYS}。`,
      '每台服务器都要加：白名单对公众号的所有服务端接口生效，不只是获取 access_token。',
      '如果经过 NAT 或代理，填写出口的公网 IP。',
    ],
  },
  'download-media': {
    cause: '上传的文件保存在微信的服务器上，需要由你的服务端下载。',
    checks: [
      '把 serverId 传给服务端，它就是 media_id。',
      '在 3 天之内用 account.media(serverId) 下载。',
      '每天最多下载 10000 次，不够可以申请提高上限。',
    ],
  },

  'cannot-share': {
    cause: 'iOS 和 Android 上都无法自定义分享。',
    checks: [
      '确认公众号已经认证：只有认证的公众号才有分享接口的权限。',
      'link 的域名必须在 JS接口安全域名里。',
      '确认 wx.ready() 成功；share() 会自动等待它。',
    ],
  },
  'bare-link': {
    cause: '分享数据设置成功，分享出去却只是一条裸链接：这个页面本身是从粘贴或手输的链接打开的。',
    checks: [
      '从二维码、公众号菜单或消息、收藏、分享的卡片打开页面，再分享就是卡片。',
      '不用检查分享参数：2023 年以来有大量开发者反馈，官方文档没有说明。',
    ],
  },
  'share-picture': {
    cause: '分享的卡片没有图。',
    checks: [
      'imgUrl 用绝对的 http(s) URL，并且不登录也能打开。',
      '图片至少 300 × 300 像素，不要用 SVG。',
      'iOS 微信 6.1 只显示公众号页面内链的图片或微信服务器上的图片，6.2 已修复。',
    ],
  },
  'share-trigger': {
    cause: 'trigger 里用 ajax 获取的内容没有分享出去：分享是同步操作，微信在 trigger 返回时就读取分享数据。',
    checks: ['在 trigger 里只能同步修改分享内容。', '提前获取数据，拿到之后再调用一次 share()。'],
  },
  'shared-or-not': {
    cause: '成功只表示分享数据已设置，或者用户点了菜单；页面无法得知用户最终有没有分享。',
    checks: [
      '不要用奖励诱导分享：一旦被判定，公众号的接口权限会被永久回收。',
      '要统计效果，请统计分享链接的访问量。',
    ],
  },
  'add-contact': {
    cause: '菜单里的“查看公众号（未添加）”（menuItem:addContact）不显示。',
    checks: ['从公众号传播的链接打开页面：只有这种链接才会显示，来源必须是公众号。'],
  },

  'preview-image': {
    cause: '选中的图片不用上传也能预览。',
    checks: [
      'chooseImage 的界面本身就支持预览。',
      'localId 可以直接作为 <img> 的 src，也可以传给 previewImage。',
      '需要图片数据时用 localImage(wx, localId)。',
    ],
  },
  'several-uploads': {
    cause: 'uploadImage 一次只能上传一张。',
    checks: [
      '用 uploadImages(wx, localIds)，它会逐张上传。',
      '如果直接用官方脚本，在前一张的 success 回调里再上传下一张。',
    ],
  },
  'upload-after-choose': {
    cause: 'Android 微信 6.2 之前，在 chooseImage 的回调里马上调用 uploadImage 有时不执行。',
    checks: ['升级微信。', '如果要支持低版本，用 setTimeout 延迟 100 毫秒再上传。'],
  },
  'noisy-recording': {
    cause: 'Android 上传的录音，从微信下载下来有杂音。',
    checks: ['重新上传即可：微信后台已经修复。'],
  },
  coordinates: {
    cause: '地图上的位置偏了几百米：getLocation 默认返回 GPS 坐标，openLocation 用的是火星坐标（gcj02）。',
    checks: [
      "用 getLocation({ type: 'gcj02' }) 直接取火星坐标，再传给 openLocation。",
      '其他来源的坐标要先转换成 gcj02；微信 6.2 之前，getLocation 的结果也要转换。',
    ],
  },
  payment: {
    cause: '微信拒绝发起支付。',
    checks: [
      '确认页面在支付授权目录之下（iOS 以最初打开的页面为准），并且该目录的域名在 JS接口安全域名里。',
      '参与签名的是 appId、timeStamp（S 大写）、nonceStr、package，V2 还有 signType，值要与传入的一致。',
      '确认下单用的是同一个 appId 和当前用户的 openid，并且 prepay_id 没有超过 2 小时。',
      'signType 要与下单时一致：V3 是 RSA，V2 是 MD5 或 HMAC-SHA256。',
      '引用官方线上的 jweixin.js，不要拷贝到自己的服务器：官方不支持拷贝的版本。',
    ],
  },
  'merchant-transfer': {
    cause: 'requestMerchantTransfer 只负责打开微信的收款页；ok 只表示用户从该页面返回了。',
    checks: [
      '在服务端查询转账状态：是否收款不能看 ok。',
      '用真机测试：开发者工具的 checkJsApi 里没有这个接口。',
      'mchId、appId、package（即 package_info）要与发起转账时一致；服务商模式还要传 subMchId，发起时用了 sub_appid 的再传 subAppId。',
      '升级手机微信；电脑版不支持这个接口。',
    ],
  },
  'card-signature': {
    cause: '微信拒绝了卡券，或者拉起的卡券列表为空。',
    checks: [
      '用 wx_card 类型的 api_ticket 签名，不要用 jsapi_ticket。',
      'cardExt 传字符串，内容要与参与签名的值一致；outer_id 不参与签名。',
      '每次调用都要用新的 timestamp 和 nonce_str：重复会被微信拒绝。',
      'chooseCard 的 shopId 以 location_id 参与签名，签名方式用 SHA1；并确认用户有符合筛选条件的卡券。',
      '用 mp.weixin.qq.com/debug/cgi-bin/sandbox?t=cardsign 核对签名。',
    ],
  },
  'open-tags': {
    cause: '开放标签在当前微信或当前页面里不可用。',
    checks: [
      '换成普通的链接或按钮：其他接口不受影响。',
      '把标签写进 openTagList，并在每次路由变化后重新验证。',
      '不要把页面放在 iframe 里：iframe 里不支持开放标签。',
      '使用微信 7.0.12 及以上版本，HarmonyOS 版为 1.0.3 及以上。',
      '确认公众号是已认证的服务号，并且页面的域名在 JS接口安全域名里。',
    ],
  },
}
