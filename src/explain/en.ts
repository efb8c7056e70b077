import type { ExplainTexts } from './subjects.js'

const ENDPOINT =
  'Open the signature endpoint in a browser, with ?url= and an encoded page URL, and read the response.'
const NETWORK = 'Check the network of the phone.'
const CONSOLE = '微信开发者平台 › 基础信息 › 开发密钥 (formerly 开发 › 基本配置)'

/** For readers of English; the names of WeChat's console stay as the console shows them. */
export const EN: ExplainTexts = {
  NOT_IN_BROWSER: {
    cause: 'There is no page: the code runs on a server.',
    checks: ['Call it in the browser only, as in onMounted or useEffect. Importing and createWx() are safe.'],
  },
  NOT_IN_WECHAT: {
    cause: 'The page is open in an ordinary browser.',
    checks: [
      'Check wx.client.inWeChat before you offer what only WeChat can do.',
      'Open the page in WeChat or in its developer tools.',
      'To develop without WeChat, install wx-ready/simulator before createWx().',
    ],
  },
  SCRIPT_FAILED: {
    cause: "The vendor's script could not be loaded from any of its hosts.",
    checks: [
      'Nothing is broken: calls go over the bridge of WeChat instead.',
      'Allow res.wx.qq.com and res2.wx.qq.com in script-src of the Content-Security-Policy, or pass a nonce.',
      NETWORK,
    ],
  },
  SCRIPT_TIMEOUT: {
    cause: "The vendor's script took longer than timeouts.script.",
    checks: [
      'Nothing is broken: calls go over the bridge of WeChat instead.',
      NETWORK,
      'Raise timeouts.script.',
    ],
  },
  BRIDGE_TIMEOUT: {
    cause: 'WeChat has not injected WeixinJSBridge into the page.',
    checks: [
      'If the page is in a frame, call from the top window: a frame has no bridge.',
      'Check the user agent: another app may copy that of WeChat.',
      'On a slow phone, raise timeouts.bridge.',
    ],
  },
  SIGNATURE_FAILED: {
    cause: 'The signature endpoint did not return a signature.',
    checks: [
      'Read errMsg for the HTTP status, and cause for a failed request.',
      ENDPOINT,
      'On HTTP 403, allow the origin of the page on the server (allow of signatureHandler).',
      'If the request failed without a status, allow the origin of the page in CORS, and use https on an https page.',
    ],
  },
  SIGNATURE_TIMEOUT: {
    cause: 'The signature endpoint took longer than timeouts.signature.',
    checks: [
      'Cache access_token and jsapi_ticket on the server, so that no page waits for WeChat.',
      ENDPOINT,
      'Raise timeouts.signature.',
    ],
  },
  SIGNATURE_MALFORMED: {
    cause: 'The response of the signature endpoint is not a signature of this URL.',
    checks: [
      'Return JSON with appId, timestamp, nonceStr (capital S) and signature, at the top level or in data.',
      ENDPOINT,
      'Sign the url parameter as the page sent it: & must not become &amp;.',
    ],
  },
  INVALID_SIGNATURE: {
    cause: 'WeChat computed another signature than the one it was given ("invalid signature").',
    checks: [
      'Compare the signature with that of mp.weixin.qq.com/debug/cgi-bin/sandbox?t=jsapisign.',
      'Check that nonceStr (capital S) and timestamp are those that were signed as noncestr and timestamp.',
      'Sign the complete URL of the page, from http(s):// through the query, without # and what follows it; WeChat names the one that it checked in error.result.realAuthUrl.',
      'Check that appId is that of the account whose access_token fetched the jsapi_ticket.',
      'Cache access_token and jsapi_ticket, and share them between all servers: a new one may revoke the old one.',
      "Read the URL in the page at run time, location.href.split('#')[0], and send it through encodeURIComponent: WeChat adds parameters to shared links.",
      'After a redirect, as from signing in, sign the page that is open now, not the link that led to it.',
      'After pushState, iOS checks the URL that the page was opened with, all others the current one; WeChat for Android before 6.2 does not follow pushState at all.',
    ],
  },
  INVALID_DOMAIN: {
    cause: 'The domain of the page is not bound to this appId ("invalid url domain").',
    checks: [
      'Add the domain to JS接口安全域名 in the settings of the account (功能设置), which takes up to five.',
      'Enter it without scheme and path, and without a port unless it is a non-standard one that the console accepted.',
      'A parent domain is enough: it covers its subdomains.',
      'Check that appId is that of the account whose domains you edited.',
      'After a new ICP filing wait for a day: WeChat learns of it one day late.',
      'For localhost or an IP address, which cannot be bound, use a tunnel below a bound domain or the simulator.',
    ],
  },
  VERIFICATION_FAILED: {
    cause: 'WeChat refused the verification for another reason than signature and domain ("config:fail").',
    checks: [
      'Read errMsg, which has the words of WeChat.',
      'Check that appId, timestamp, nonceStr, signature and jsApiList are complete.',
      'Check that the page is no snapshot page (快照页): those have no JS-SDK.',
    ],
  },
  VERIFICATION_TIMEOUT: {
    cause: 'WeChat did not respond to the verification within timeouts.verify.',
    checks: ['Call ready() again: each call starts a new attempt.', NETWORK, 'Update WeChat.'],
  },
  CANCELLED: {
    cause: 'The user cancelled.',
    checks: ['Leave the page as it was: this is not a failure.'],
  },
  PERMISSION_DENIED: {
    cause: 'The page may not call this API ("permission denied").',
    checks: [
      'Look up the API under 接口权限 in the console: some need a verified account (认证).',
      'Add the API to jsApiList, if you pass a list of your own.',
      'Check that appId is the account that you looked up.',
    ],
  },
  REQUIRE_SUBSCRIBE: {
    cause: 'The account is a test account (测试号), which serves only its followers ("require subscribe").',
    checks: [
      'Follow the test account with this WeChat user.',
      'Use the appId of the real account in production.',
    ],
  },
  NOT_SUPPORTED: {
    cause: 'This WeChat does not have the API ("function not exist").',
    checks: [
      'Update WeChat.',
      'Check the spelling of the name passed to wx.call().',
      'Call wx.checkJsApi first, and offer something else where the API is missing; desktop clients have fewer.',
    ],
  },
  CALL_FAILED: {
    cause: 'WeChat made the call, and it failed.',
    checks: [
      'Read errMsg, which has the words of WeChat.',
      'Check the parameters against the documentation.',
    ],
  },
  CALL_TIMEOUT: {
    cause: 'WeChat did not respond to the call in time.',
    checks: ['Call again.', NETWORK, 'Pass a longer timeout to this call: { timeout: 60000 }.'],
  },
  INVALID_ARGUMENT: {
    cause: 'An argument or an option has a value that cannot be used.',
    checks: ['Read errMsg: it names the argument and what was passed.'],
  },
  ABORTED: {
    cause: 'The signal that was passed to the call aborted.',
    checks: ['Nothing to do. What WeChat already shows stays open.'],
  },
  DISPOSED: {
    cause: 'wx.dispose() was called.',
    checks: ['Create another wx with createWx(), or dispose of it later.'],
  },

  'offline-verifying': {
    cause:
      'The page was not verified when the API was called, or the API was not listed ("the permission value is offline verifying").',
    checks: [
      'Await wx.ready() to see whether the verification succeeds.',
      "When you use the vendor's script directly, call the API in the callback of wx.ready.",
      'Add the API to jsApiList, if you pass a list of your own.',
    ],
  },
  'fails-since-6.0.2': {
    cause: 'WeChat 6.0.1 accepts the page and later versions refuse it: before 6.0.2 nothing was verified.',
    checks: ['Correct the signature as for INVALID_SIGNATURE: it never was valid.'],
  },
  'push-state': {
    cause: 'The page fails after history.pushState: WeChat checks another URL than the one that was signed.',
    checks: [
      'Leave signUrl at "auto": iOS checks the URL that the page was opened with, all others the current one.',
      'Compare error.result.realAuthUrl, which names the URL that WeChat checked, with the URL that your server signed.',
      'Report each route change: router.afterEach(wx.navigated), or watch(wx) without a router.',
      'Update WeChat for Android before 6.2, which does not follow pushState.',
    ],
  },
  'redirected-page': {
    cause: 'Page a led to page b, as a login does, and the signature is that of a.',
    checks: [
      'Sign the page that is open when the JS-SDK runs, b, as createWx does.',
      'Sign it with all that the redirect has added: code and state are part of the URL.',
    ],
  },
  'snapshot-page': {
    cause: 'The page is a snapshot page (快照页): it has a virtual user, and no JS-SDK at all.',
    checks: [
      'Ask for authorization only after the user has acted, not as soon as the page opens.',
      'Let the user leave the snapshot with 使用完整服务 at the bottom of the page.',
      'On the server, look for is_snapshotuser in the response of sns/oauth2/access_token.',
    ],
  },
  'work-app': {
    cause: 'The work app (企业微信) verifies with a ticket of the corporation.',
    checks: [
      'Sign with the jsapi_ticket of the corporation, with the corp ID as appId.',
      'Sign the current URL, on iOS too.',
      'For APIs that need agentConfig, use the JS-SDK of the work app: they need a second ticket.',
    ],
  },
  'old-client': {
    cause: 'Old versions of WeChat lack some APIs.',
    checks: [
      'Do nothing for the APIs of the first release: the JS-SDK supports old clients by itself.',
      'Call wx.checkJsApi before APIs that came with 6.0.2 or later.',
      'Expect NOT_SUPPORTED: its hint names the version that has the API, where WeChat documents it.',
    ],
  },

  'url-not-allowed': {
    cause: 'The server does not sign pages of this origin (HTTP 403).',
    checks: [
      'Add the origin to allow of signatureHandler: scheme, host and port have to match.',
      'Use https://*.example.com to allow all subdomains.',
    ],
  },
  'no-ticket': {
    cause: 'The server gets no jsapi_ticket, often since the site went live: the quota is spent.',
    checks: [
      'Cache access_token and jsapi_ticket on the server for their 7200 seconds, as createAccount does.',
      'Share them between all processes and servers (redisStore): each request for a new one counts.',
      'Wait until the next day, or clear the quota in the console.',
      'Check that no other program fetches tokens for the same account.',
    ],
  },
  'credentials-refused': {
    cause: 'WeChat does not accept the appId and secret of the server.',
    checks: [
      `Compare both with ${CONSOLE}.`,
      'Check whether the secret was reset or frozen.',
      'Check that they are those of the account, not of a mini program.',
    ],
  },
  'ip-list': {
    cause: 'The address of the server is not on the IP list of the account (40164).',
    checks: [
      `Add the address that WeChat names in errmsg to IP白名单, under ${CONSOLE}.`,
      'Add the address of every server: the list applies to all calls of the account, not only to tokens.',
      'Behind NAT or a proxy, add the public address.',
    ],
  },
  'download-media': {
    cause: 'An upload is on the servers of WeChat, and has to be fetched from there.',
    checks: [
      'Send serverId to your server: it is a media_id.',
      'Download it within 3 days with account.media(serverId).',
      'Stay below 10,000 downloads a day, or apply for more.',
    ],
  },

  'cannot-share': {
    cause: 'Nobody can share the page, neither on iOS nor on Android.',
    checks: [
      'Check that the account is verified (认证): only verified accounts have the share APIs.',
      'Use a link below a domain of JS接口安全域名.',
      'Check that wx.ready() resolves; share() waits for it by itself.',
    ],
  },
  'bare-link': {
    cause:
      'The share data is set, and yet the chat shows a bare link: the page itself was opened from a pasted or typed link.',
    checks: [
      'Open the page from a QR code, a menu or message of the account, favourites, or a card that was shared before.',
      'Do not look for a mistake in the share data: WeChat has not documented this, and many users report it since 2023.',
    ],
  },
  'share-picture': {
    cause: 'The shared card has no picture.',
    checks: [
      'Use an absolute http(s) address for imgUrl that opens without a login.',
      'Use a picture of at least 300 × 300 pixels, not an SVG.',
      'WeChat 6.1 on iOS showed only pictures of the account; 6.2 corrected that.',
    ],
  },
  'share-trigger': {
    cause: 'What trigger fetched is not shared: the client shares as soon as trigger returns.',
    checks: [
      'Change the share data synchronously in trigger.',
      'Fetch beforehand, and call share() again when the data is there.',
    ],
  },
  'shared-or-not': {
    cause:
      'Success says that the data is set, or that the menu was used; nobody learns whether the user shared.',
    checks: [
      'Do not reward sharing and do not ask for it (诱导分享): WeChat takes the share APIs away for good.',
      'Count the visits of the shared link instead.',
    ],
  },
  'add-contact': {
    cause: 'The menu item 查看公众号 (menuItem:addContact) does not show.',
    checks: ['Open the page from a link that came from an account: WeChat shows the item for those alone.'],
  },

  'preview-image': {
    cause: 'A chosen picture needs no upload to be shown.',
    checks: [
      'Let the user preview within chooseImage, which has a preview of its own.',
      'Use the localId as src of an <img>, or pass it to previewImage.',
      'For its data use localImage(wx, localId).',
    ],
  },
  'several-uploads': {
    cause: 'WeChat uploads one picture at a time.',
    checks: [
      'Use uploadImages(wx, localIds), which uploads one after the other.',
      "When you use the vendor's script directly, start each upload in success of the one before.",
    ],
  },
  'upload-after-choose': {
    cause: 'uploadImage right after chooseImage does nothing on Android before WeChat 6.2.',
    checks: ['Update WeChat.', 'To support such clients, wait for 100 ms between the two calls.'],
  },
  'noisy-recording': {
    cause: 'Recordings that Android uploaded were noisy after a download.',
    checks: ['Upload again: WeChat has fixed it on its servers.'],
  },
  coordinates: {
    cause: 'The place is some hundred metres off: getLocation returns GPS coordinates, the map uses gcj02.',
    checks: [
      "Ask for getLocation({ type: 'gcj02' }) and pass the result to openLocation.",
      'Convert coordinates from elsewhere to gcj02 first; before WeChat 6.2, those of getLocation too.',
    ],
  },
  payment: {
    cause: 'WeChat refused the payment.',
    checks: [
      'Set the pay directory (支付授权目录) so that the page lies below it, on iOS the page that was opened, and the directory below a domain of JS接口安全域名.',
      'Sign appId, timeStamp (capital S), nonceStr and package, in V2 also signType, with the values that are passed.',
      'Check that the order was placed with the same appId and for the openid of this user, and that prepay_id is not older than 2 hours.',
      'Use signType as the order has it: RSA in V3, MD5 or HMAC-SHA256 in V2.',
      "Load the vendor's script from its own hosts: a copy on your server is not supported.",
    ],
  },
  'merchant-transfer': {
    cause:
      'requestMerchantTransfer shows a page of WeChat, and its ok says no more than that the user came back from it.',
    checks: [
      'Ask your server for the state of the transfer: ok does not mean that the money was taken.',
      'Test on a phone: the developer tools do not list the API in checkJsApi.',
      'Pass the mchId, appId and package_info of the transfer, for a service provider also subMchId, and subAppId if it was placed with one.',
      'Update WeChat on the phone; desktop clients do not have it.',
    ],
  },
  'card-signature': {
    cause: 'WeChat refused the card, or shows an empty list.',
    checks: [
      'Sign with the wx_card ticket, which is not the jsapi_ticket.',
      'Pass cardExt as the text that was signed; outer_id is not signed.',
      'Use a new timestamp and nonce_str for each call: a repeated one is refused.',
      'For chooseCard, sign shopId as location_id, with SHA1, and check that a card of this user passes the filter.',
      'Compare with mp.weixin.qq.com/debug/cgi-bin/sandbox?t=cardsign.',
    ],
  },
  'open-tags': {
    cause: 'No open tag (开放标签) works in this WeChat or on this page.',
    checks: [
      'Show something else in place of the tags: all other APIs work.',
      'List the tags in openTagList, and let the page be verified again on each route.',
      'Take the page out of its frame: open tags never work in one.',
      'Use WeChat 7.0.12 or later, on HarmonyOS 1.0.3 or later.',
      'Check that the account is a verified service account, and that the page is below JS接口安全域名.',
    ],
  },
}
