/** What went wrong, and what to look at, in this order. */
export interface Cause {
  readonly cause: string
  readonly checks: readonly string[]
}

const ENDPOINT = 'Open the endpoint in a browser, with ?url=….'
const NETWORK = 'Is the network up?'

/** Every code that a `WxError` can carry. */
export type WxErrorCode =
  | 'NOT_IN_BROWSER'
  | 'NOT_IN_WECHAT'
  | 'SCRIPT_FAILED'
  | 'SCRIPT_TIMEOUT'
  | 'BRIDGE_TIMEOUT'
  | 'SIGNATURE_FAILED'
  | 'SIGNATURE_TIMEOUT'
  | 'SIGNATURE_MALFORMED'
  | 'INVALID_SIGNATURE'
  | 'INVALID_DOMAIN'
  | 'VERIFICATION_FAILED'
  | 'VERIFICATION_TIMEOUT'
  | 'CANCELLED'
  | 'PERMISSION_DENIED'
  | 'REQUIRE_SUBSCRIBE'
  | 'NOT_SUPPORTED'
  | 'CALL_FAILED'
  | 'CALL_TIMEOUT'
  | 'INVALID_ARGUMENT'
  | 'ABORTED'
  | 'DISPOSED'

/** What WeChat's guide lists among its common errors is marked "Appendix 5". */
export const CAUSES: Readonly<Record<WxErrorCode, Cause>> = {
  NOT_IN_BROWSER: {
    cause: 'There is no page here.',
    checks: ['Call it in the browser only, as in onMounted or useEffect.'],
  },
  NOT_IN_WECHAT: {
    cause: 'The page is not open in WeChat.',
    checks: ['Ask wx.client.inWeChat first.', 'Open it in WeChat, or install wx-ready/simulator.'],
  },
  SCRIPT_FAILED: {
    cause: "The vendor's script came from none of its hosts; calls go over the bridge.",
    checks: ['Does the Content-Security-Policy allow the hosts and the nonce?', NETWORK],
  },
  SCRIPT_TIMEOUT: {
    cause: "The vendor's script took too long; calls go over the bridge.",
    checks: [NETWORK, 'Raise timeouts.script.'],
  },
  BRIDGE_TIMEOUT: {
    cause: 'WeChat never put its bridge into the page.',
    checks: ['Is the page in a frame? Only the top one has a bridge.', 'Raise timeouts.bridge.'],
  },
  SIGNATURE_FAILED: {
    cause: 'The endpoint did not give a signature.',
    checks: [
      ENDPOINT,
      'Read errMsg and cause.',
      'Does the server allow this page, and its CORS this origin?',
    ],
  },
  SIGNATURE_TIMEOUT: {
    cause: 'The endpoint took too long.',
    checks: [ENDPOINT, 'Does the server cache token and ticket?', 'Raise timeouts.signature.'],
  },
  SIGNATURE_MALFORMED: {
    cause: 'The endpoint gave no signature for this URL.',
    checks: [
      ENDPOINT,
      'Is it JSON with appId, timestamp, nonceStr and signature, plain or under data?',
      'Does the server sign the url as it was sent, with & and not &amp;?',
    ],
  },
  // Appendix 5: invalid signature, with its six checks and "link a → b".
  INVALID_SIGNATURE: {
    cause: 'WeChat refused the signature.',
    checks: [
      'Does mp.weixin.qq.com/debug/cgi-bin/sandbox?t=jsapisign give the same signature?',
      'Are nonceStr (capital S) and timestamp those that were signed?',
      "Is the signed URL the page's own, after all redirects: scheme, query and all, without the #?",
      'Is appId the account whose jsapi_ticket signed?',
      'Do all servers share one cached access_token and jsapi_ticket?',
      'Is the URL taken in the page at run time, and sent through encodeURIComponent?',
    ],
  },
  // Appendix 5: invalid url domain; parent domains; ICP.
  INVALID_DOMAIN: {
    cause: "The page's domain is not bound to this appId.",
    checks: [
      'Is it in the account’s JS接口安全域名, without scheme, with any port? A parent domain will do.',
      'Is the appId right?',
      'Is the ICP record older than a day?',
    ],
  },
  // Appendix 5: config:fail, and what verification says besides.
  VERIFICATION_FAILED: {
    cause: 'WeChat refused the verification.',
    checks: ['Read errMsg.', 'Are appId, timestamp, nonceStr, signature and jsApiList all there?'],
  },
  VERIFICATION_TIMEOUT: {
    cause: 'WeChat did not answer the verification.',
    checks: ['Call ready() again.', NETWORK, 'Update WeChat.'],
  },
  CANCELLED: {
    cause: 'The user cancelled.',
    checks: ['Leave the page as it was.'],
  },
  // Appendix 5: permission denied; the permission value is offline verifying; unable to share.
  PERMISSION_DENIED: {
    cause: 'The page may not call this API.',
    checks: [
      'Is the API in jsApiList?',
      'Has ready() resolved for the URL as it is now?',
      'Has the account got it (开发者中心 › 接口权限)? Some need a verified account.',
    ],
  },
  // Appendix 5: require subscribe.
  REQUIRE_SUBSCRIBE: {
    cause: 'A test account (测试号) serves only those who follow it.',
    checks: ['Follow it with this WeChat user.'],
  },
  // Appendix 5: function not exist; old clients.
  NOT_SUPPORTED: {
    cause: 'This WeChat does not know the API.',
    checks: ['Is the name right?', 'Ask wx.checkJsApi first.', 'Update WeChat.'],
  },
  CALL_FAILED: {
    cause: 'WeChat refused the call.',
    checks: ['Read errMsg.', 'Are the parameters right?'],
  },
  CALL_TIMEOUT: {
    cause: 'WeChat did not answer the call.',
    checks: ['Call again.', NETWORK, 'Give this call a longer timeout.'],
  },
  INVALID_ARGUMENT: {
    cause: 'An argument is not what it should be.',
    checks: ['Read errMsg.'],
  },
  ABORTED: {
    cause: 'The signal that was passed aborted.',
    checks: ['Nothing is wrong.'],
  },
  DISPOSED: {
    cause: 'This wx has been disposed of.',
    checks: ['Make a new one with createWx().'],
  },
}
