import type { ExplainTexts } from './subjects.js'

const CHECK_ENDPOINT =
  'Open the signature endpoint in a browser, with ?url= and an encoded page URL, and read the response.'
const CHECK_NETWORK = 'Check the network connection of the phone.'
const CONSOLE_KEYS = '微信开发者平台 › 基础信息 › 开发密钥 (formerly 开发 › 基本配置)'

/** For readers of English. Names in WeChat's console are in Chinese, as the console shows them. */
export const EN: ExplainTexts = {
  NOT_IN_BROWSER: {
    cause: 'The code ran on a server, where there is no page.',
    checks: [
      'Call it in the browser only, for example in onMounted or useEffect. Importing the library and calling createWx() are safe on a server.',
    ],
  },
  NOT_IN_WECHAT: {
    cause: 'The page is open in an ordinary browser.',
    checks: [
      'Check wx.client.inWeChat before you show features that need WeChat.',
      'Open the page in WeChat or in its developer tools.',
      'To develop without WeChat, install wx-ready/simulator before you call createWx().',
    ],
  },
  SCRIPT_FAILED: {
    cause: "The vendor's script could not be loaded from any of its hosts.",
    checks: [
      'Calls still work: they go over the bridge of WeChat instead.',
      'Allow res.wx.qq.com and res2.wx.qq.com in script-src of the Content-Security-Policy, or pass a nonce.',
      CHECK_NETWORK,
    ],
  },
  SCRIPT_TIMEOUT: {
    cause: "The vendor's script took longer to load than timeouts.script.",
    checks: [
      'Calls still work: they go over the bridge of WeChat instead.',
      CHECK_NETWORK,
      'Increase timeouts.script.',
    ],
  },
  BRIDGE_TIMEOUT: {
    cause: 'WeChat did not inject WeixinJSBridge into the page within timeouts.bridge.',
    checks: [
      'If the page is in an iframe, make the call in the top window: an iframe has no bridge.',
      'Check that the app is WeChat: some other apps send the user agent of WeChat.',
      'On a slow phone, increase timeouts.bridge.',
    ],
  },
  SIGNATURE_FAILED: {
    cause: 'The signature endpoint did not return a signature.',
    checks: [
      'Read the HTTP status in errMsg; if the request itself failed, read cause.',
      CHECK_ENDPOINT,
      'On HTTP 403, add the origin of the page to allow of signatureHandler on the server.',
      'If there is no status, allow the origin of the page in CORS, and check that an https page does not request an http endpoint.',
    ],
  },
  SIGNATURE_TIMEOUT: {
    cause: 'The signature endpoint took longer to respond than timeouts.signature.',
    checks: [
      'Cache access_token and jsapi_ticket on the server, so that no page has to wait for WeChat.',
      CHECK_ENDPOINT,
      'Increase timeouts.signature.',
    ],
  },
  SIGNATURE_MALFORMED: {
    cause: 'The response of the signature endpoint is not a signature for this URL.',
    checks: [
      'Return JSON with appId, timestamp, nonceStr (capital S) and signature, at the top level or in data.',
      CHECK_ENDPOINT,
      'Sign the url parameter exactly as it was received: & must not become &amp;.',
    ],
  },
  INVALID_SIGNATURE: {
    cause: 'The signature that WeChat computed differs from the one that it received ("invalid signature").',
    checks: [
      'Compare your signature with the one of mp.weixin.qq.com/debug/cgi-bin/sandbox?t=jsapisign.',
      'Check that nonceStr (capital S) and timestamp have the values that were signed as noncestr and timestamp.',
      'Sign the complete URL of the page, from http(s):// through the query, without # and what follows it; error.result.realAuthUrl has the URL that WeChat checked.',
      'Check that appId belongs to the account whose access_token was used to get the jsapi_ticket.',
      'Cache access_token and jsapi_ticket, and share them between all servers: requesting a new one may invalidate the old one.',
      "Read the URL in the page at run time, location.href.split('#')[0], and encode it with encodeURIComponent for the request: WeChat adds parameters to shared links.",
      'After a redirect, for example from an OAuth login, sign the page that is open now, not the link that led to it.',
      'After pushState, iOS checks the URL that the page was opened with, and all other clients check the current URL; WeChat for Android before 6.2 does not support pushState.',
    ],
  },
  INVALID_DOMAIN: {
    cause: 'The domain of the page is not bound to this appId ("invalid url domain").',
    checks: [
      'Add the domain to JS接口安全域名 in the settings of the account (功能设置), which accepts up to five.',
      'Enter the domain without scheme and path, and without a port unless it is a non-standard one that the console accepts.',
      'A parent domain is enough: it covers its subdomains.',
      'Check that appId belongs to the account whose domains you edited.',
      'After a new ICP filing, wait until the next day: WeChat receives the data one day late.',
      'For localhost or an IP address, which cannot be bound, use a tunnel on a subdomain of a bound domain, or the simulator.',
    ],
  },
  VERIFICATION_FAILED: {
    cause: 'WeChat refused the verification, but not because of the signature or the domain ("config:fail").',
    checks: [
      'Read errMsg, which has the original message of WeChat.',
      'Check that appId, timestamp, nonceStr, signature and jsApiList are complete.',
      'Check that the page is not a snapshot page (快照页): those have no JS-SDK.',
    ],
  },
  VERIFICATION_TIMEOUT: {
    cause: 'WeChat did not respond to the verification within timeouts.verify.',
    checks: ['Call ready() again: it verifies again after a failure.', CHECK_NETWORK, 'Update WeChat.'],
  },
  CANCELLED: {
    cause: 'The user cancelled.',
    checks: ['Leave the page as it is: this is not a failure.'],
  },
  PERMISSION_DENIED: {
    cause: 'The page has no permission to call this API ("permission denied").',
    checks: [
      'Look up the API under 接口权限与额度 on 微信开发者平台: some APIs need a verified account (认证).',
      'If you pass your own jsApiList, add the API to it.',
      'Check that appId belongs to the account whose permissions you looked up.',
    ],
  },
  REQUIRE_SUBSCRIBE: {
    cause:
      'The account is a test account (测试号), which works for its followers only ("require subscribe").',
    checks: [
      'Follow the test account with the current WeChat user.',
      'In production, use the appId of the real account.',
    ],
  },
  NOT_SUPPORTED: {
    cause: 'This version of WeChat does not have the API ("function not exist").',
    checks: [
      'Update WeChat.',
      'If you use wx.call(), check the spelling of the name.',
      'Call wx.checkJsApi first, and offer an alternative if the API is missing; desktop clients have fewer APIs.',
    ],
  },
  CALL_FAILED: {
    cause: 'WeChat executed the call, and it failed.',
    checks: [
      'Read errMsg, which has the original message of WeChat.',
      'Check the parameters against the documentation.',
    ],
  },
  CALL_TIMEOUT: {
    cause: 'WeChat did not respond to the call in time.',
    checks: [
      'Call again.',
      CHECK_NETWORK,
      'Pass a longer timeout to this call, for example { timeout: 60000 }.',
    ],
  },
  INVALID_ARGUMENT: {
    cause: 'An argument or an option has an invalid value.',
    checks: ['Read errMsg: it names the argument and the value that was passed.'],
  },
  ABORTED: {
    cause: 'The signal that was passed to the call was aborted.',
    checks: ['Nothing to do. What WeChat already shows stays open.'],
  },
  DISPOSED: {
    cause: 'wx.dispose() was called.',
    checks: ['Create another instance with createWx(), or call dispose() later.'],
  },

  'offline-verifying': {
    cause:
      'The page was not verified when the API was called, or the API was not in jsApiList ("the permission value is offline verifying").',
    checks: [
      'Await wx.ready() to check that the verification succeeds.',
      "If you use the vendor's script directly, put calls that run as the page loads into the callback of wx.ready.",
      'If you pass your own jsApiList, add the API to it.',
    ],
  },
  'fails-since-6.0.2': {
    cause:
      'WeChat 6.0.1 accepts the page and later versions refuse it: WeChat before 6.0.2 does not verify anything and always returns ok.',
    checks: ['Go through the checks of INVALID_SIGNATURE: the signature is wrong, and 6.0.1 did not notice.'],
  },
  'push-state': {
    cause: 'The page fails after history.pushState: WeChat checks another URL than the one that was signed.',
    checks: [
      'Leave signUrl at "auto": iOS checks the URL that the page was opened with, and all other clients check the current URL.',
      'Compare error.result.realAuthUrl, the URL that WeChat checked, with the URL that your server signed.',
      'Report each route change: router.afterEach(wx.navigated), or watch(wx) without a router.',
      'Update WeChat for Android before 6.2, which does not support pushState.',
    ],
  },
  'redirected-page': {
    cause: 'Page a, for example a login, redirected to page b, and the signature is for a.',
    checks: [
      'Sign page b, the page that uses the JS-SDK; createWx does so.',
      'Keep the parameters that the redirect added: code and state are part of the URL to sign.',
    ],
  },
  'snapshot-page': {
    cause: 'The page is a snapshot page (快照页): it has a virtual user and no JS-SDK.',
    checks: [
      'Do not request authorization as soon as the page opens: wait for an action of the user.',
      'Ask the user to press 使用完整服务 at the bottom of the page.',
      'On the server, look for is_snapshotuser in the response of sns/oauth2/access_token.',
    ],
  },
  'work-app': {
    cause: 'WeCom (企业微信) verifies with the jsapi_ticket of the corporation.',
    checks: [
      'Sign with the jsapi_ticket of the corporation, and pass the corp ID as appId.',
      'Always sign the current URL, on iOS too.',
      'For APIs that need agentConfig, use the JS-SDK of WeCom: they need the jsapi_ticket of the application.',
    ],
  },
  'old-client': {
    cause: 'Old versions of WeChat do not have all APIs.',
    checks: [
      'Do nothing for the APIs of the first release: the JS-SDK supports old clients by itself.',
      'Call wx.checkJsApi before APIs that were added in 6.0.2 or later.',
      'Handle NOT_SUPPORTED: its hint names the minimum version, if WeChat documents it.',
    ],
  },

  'url-not-allowed': {
    cause: 'The server does not sign pages of this origin (HTTP 403).',
    checks: [
      'Add the origin to allow of signatureHandler: scheme, host and port have to match.',
      'To allow all subdomains, use https://*.example.com.',
    ],
  },
  'no-ticket': {
    cause:
      'The server cannot get a jsapi_ticket; if this began after the site went live, the quota is probably exhausted.',
    checks: [
      'Cache access_token and jsapi_ticket on the server, as createAccount does; cache the ticket for less than 7200 seconds, because WeChat reports that lifetime whatever its age.',
      'Share them between all processes and servers (redisStore): each request for a new one counts.',
      'Wait until the next day, or reset the quota in the console.',
      'Check that no other program requests an access_token for the same account.',
    ],
  },
  'credentials-refused': {
    cause: 'WeChat does not accept the appId and the secret of the server.',
    checks: [
      `Compare both with ${CONSOLE_KEYS}.`,
      'Check whether the secret was reset or frozen.',
      'Check that they belong to the official account, not to a mini program.',
    ],
  },
  'ip-list': {
    cause: 'The IP address of the server is not on the IP allowlist of the account (40164).',
    checks: [
      `Add the address in errmsg to IP白名单, under ${CONSOLE_KEYS}.`,
      'Add the address of every server: the list applies to all calls of the account, not only to access_token.',
      'Behind NAT or a proxy, add the public address.',
    ],
  },
  'download-media': {
    cause: 'Uploaded files are stored by WeChat, and your server has to download them.',
    checks: [
      'Send serverId to your server: it is a media_id.',
      'Download the file within 3 days with account.media(serverId).',
      'Stay below 10,000 downloads a day, or apply for more.',
    ],
  },

  'cannot-share': {
    cause: 'The share data of the page cannot be set, neither on iOS nor on Android.',
    checks: [
      'Check that the account is verified (认证): only verified accounts have the share APIs.',
      'Use a link whose domain is in JS接口安全域名.',
      'Check that wx.ready() resolves; share() waits for it by itself.',
    ],
  },
  'bare-link': {
    cause:
      'The share data was set successfully, but the chat shows a bare link: the page itself was opened from a pasted or typed link.',
    checks: [
      'Open the page from a QR code, a menu or message of the account, favorites, or a shared card: it is then shared as a card.',
      'Do not look for a mistake in the share data: many developers have reported this since 2023, and WeChat has not documented it.',
    ],
  },
  'share-picture': {
    cause: 'The shared card has no picture.',
    checks: [
      'Use an absolute http(s) URL for imgUrl that can be opened without a login.',
      'Use a picture of at least 300 × 300 pixels, not an SVG.',
      'WeChat 6.1 on iOS shows only pictures from pages of the account or from the servers of WeChat; this is fixed in 6.2.',
    ],
  },
  'share-trigger': {
    cause:
      'Data that trigger fetches with ajax is not shared: WeChat takes the share data when trigger returns.',
    checks: [
      'Change the share data only synchronously in trigger.',
      'Fetch the data beforehand, and call share() again when it is there.',
    ],
  },
  'shared-or-not': {
    cause:
      'Success means that the share data was set, or that the menu item was pressed; a page cannot know whether the user shared.',
    checks: [
      'Do not reward users for sharing (诱导分享): WeChat permanently revokes the API permissions of accounts that do.',
      'To measure the effect, count the visits of the shared link.',
    ],
  },
  'add-contact': {
    cause: 'The menu item 查看公众号 (menuItem:addContact) does not appear.',
    checks: [
      'Open the page from a link that came from an account: WeChat shows the item for those links only.',
    ],
  },

  'preview-image': {
    cause: 'A chosen picture can be previewed without an upload.',
    checks: [
      'Let the user preview it in chooseImage, which has a preview of its own.',
      'Use the localId as the src of an <img>, or pass it to previewImage.',
      'If you need the data of the picture, use localImage(wx, localId).',
    ],
  },
  'several-uploads': {
    cause: 'uploadImage uploads one picture at a time.',
    checks: [
      'Use uploadImages(wx, localIds), which uploads one after the other.',
      "If you use the vendor's script directly, start each upload in the success callback of the previous one.",
    ],
  },
  'upload-after-choose': {
    cause:
      'On Android before WeChat 6.2, uploadImage sometimes does nothing when it is called right after chooseImage.',
    checks: ['Update WeChat.', 'To support these clients, wait for 100 ms between the two calls.'],
  },
  'noisy-recording': {
    cause: 'Recordings that were uploaded from Android are noisy after the download.',
    checks: ['Upload the recording again: WeChat has fixed this on its servers.'],
  },
  coordinates: {
    cause:
      'The place on the map is off by several hundred meters: getLocation returns GPS coordinates by default, and openLocation uses gcj02.',
    checks: [
      "Call getLocation({ type: 'gcj02' }) and pass the result to openLocation.",
      'Convert coordinates from other sources to gcj02 first; before WeChat 6.2, also those of getLocation.',
    ],
  },
  payment: {
    cause: 'WeChat refused to start the payment.',
    checks: [
      'Check that the page is below the payment directory (支付授权目录; on iOS, the page that was opened first counts), and that the domain of the directory is in JS接口安全域名.',
      'Sign appId, timeStamp (capital S), nonceStr and package, in V2 also signType, with the values that you pass.',
      'Check that the order was created with the same appId and for the openid of the current user, and that prepay_id is not older than 2 hours.',
      'Use the signType of the order: RSA in V3, MD5 or HMAC-SHA256 in V2.',
      "Load the vendor's script from its own hosts: a copy on your server is not supported.",
    ],
  },
  'merchant-transfer': {
    cause:
      'requestMerchantTransfer only opens a page of WeChat; its ok means that the user returned from that page.',
    checks: [
      'Query the state of the transfer on your server: ok does not mean that the money was taken.',
      'Test on a phone: checkJsApi of the developer tools does not list this API.',
      'Pass the same mchId, appId and package (package_info) as in the transfer; service providers also pass subMchId, and subAppId if the transfer has a sub_appid.',
      'Update WeChat on the phone; desktop clients do not have this API.',
    ],
  },
  'card-signature': {
    cause: 'WeChat refused the card, or shows an empty list of cards.',
    checks: [
      'Sign with the ticket of type wx_card, not with the jsapi_ticket.',
      'Pass cardExt as a string with the values that were signed; outer_id is not signed.',
      'Use a new timestamp and nonce_str for each call: WeChat refuses repeated ones.',
      'For chooseCard, sign shopId as location_id, with SHA1, and check that the user has a card that matches the filter.',
      'Compare your signature with the one of mp.weixin.qq.com/debug/cgi-bin/sandbox?t=cardsign.',
    ],
  },
  'open-tags': {
    cause: 'Open tags (开放标签) do not work in this WeChat or on this page.',
    checks: [
      'Show an ordinary link or button instead: all other APIs work.',
      'Add the tags to openTagList, and verify again on each route change.',
      'Do not put the page into an iframe: open tags never work in a frame.',
      'Use WeChat 7.0.12 or later, on HarmonyOS 1.0.3 or later.',
      'Check that the account is a verified service account (服务号), and that the domain of the page is in JS接口安全域名.',
    ],
  },
}
