import type { ExplainSubject } from '../../explain/index.js'
import type { Text } from '../cli/text.js'
import type { SignatureMistake } from '../diagnosis/diagnose.js'

/** Why a page does not get ready. */
export type CauseName =
  | SignatureMistake
  // The account.
  | 'wrong-secret'
  | 'ip-not-listed'
  | 'quota-spent'
  | 'not-permitted'
  | 'token-conflict'
  | 'wechat-unreachable'
  | 'clock-off'
  // The page.
  | 'page-unreachable'
  | 'domain-not-bound'
  | 'domain-file-missing'
  | 'canonical-elsewhere'
  | 'script-host-blocked'
  | 'self-hosted-script'
  // The endpoint.
  | 'endpoint-failed'
  | 'endpoint-malformed'
  | 'url-not-allowed'
  | 'cors-missing'
  | 'mixed-content'
  | 'secret-leaked'
  | 'other-app-id'
  | 'millisecond-timestamp'
  | 'cached-signature'

export interface Cause {
  readonly title: Text
  /** What to do. Without it: the checks of `wx-ready/explain` for the subject. */
  readonly fix?: readonly Text[]
  /** Where `wx-ready/explain` has more. */
  readonly subject: ExplainSubject
}

const SIGN_AS_SENT: Text = {
  en: 'Sign the url parameter exactly as it was received, decoded once. Do not build the URL on the server.',
  zh: '对收到的 url 参数解码一次后原样签名，不要在服务端自己拼 URL。',
}

export const CAUSES: Readonly<Record<CauseName, Cause>> = {
  'wrong-secret': {
    title: { en: 'wrong appId or secret', zh: 'appId 或 secret 错误' },
    subject: 'credentials-refused',
  },
  'ip-not-listed': {
    title: { en: 'IP address not on the allowlist', zh: 'IP 不在白名单' },
    subject: 'ip-list',
  },
  'quota-spent': { title: { en: 'quota used up', zh: '调用额度用完' }, subject: 'no-ticket' },
  'not-permitted': {
    title: { en: 'the account has no permission', zh: '公众号没有接口权限' },
    subject: 'PERMISSION_DENIED',
  },
  'token-conflict': {
    title: { en: 'another program replaces the token', zh: '有其他程序在刷新 token' },
    fix: [
      {
        en: 'Find the program that calls cgi-bin/token for this account, and let it use cgi-bin/stable_token or your cache.',
        zh: '找到为这个公众号调用 cgi-bin/token 的程序，让它改用 cgi-bin/stable_token 或你的缓存。',
      },
    ],
    subject: 'no-ticket',
  },
  'wechat-unreachable': {
    title: { en: 'WeChat cannot be reached', zh: '无法访问微信服务器' },
    fix: [
      {
        en: 'Check DNS, the firewall and the proxy for outgoing https connections to api.weixin.qq.com.',
        zh: '检查 DNS、防火墙和代理，确认能以 https 访问 api.weixin.qq.com。',
      },
      { en: 'Try again in a minute: WeChat may be busy.', zh: '过一分钟再试：微信可能正忙。' },
    ],
    subject: 'no-ticket',
  },
  'clock-off': {
    title: { en: 'the clock is wrong', zh: '时钟不准' },
    fix: [
      {
        en: 'Synchronize the clock of that machine (NTP, for example timedatectl set-ntp true).',
        zh: '给这台机器校时（NTP，例如 timedatectl set-ntp true）。',
      },
      {
        en: 'Use seconds since 1970 in UTC: a time zone must not be added.',
        zh: '时间戳用 1970 年起的 UTC 秒数，不要加时区。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'page-unreachable': {
    title: { en: 'the page cannot be opened', zh: '页面打不开' },
    fix: [
      { en: 'Open the URL on a phone outside your network.', zh: '用手机的移动网络打开这个 URL。' },
      {
        en: 'Check the DNS entry, the certificate and the firewall. WeChat shows no page with an invalid certificate.',
        zh: '检查 DNS、证书和防火墙。证书无效的页面微信不会打开。',
      },
    ],
    subject: 'INVALID_DOMAIN',
  },
  'domain-not-bound': {
    title: { en: 'the domain is not bound to the account', zh: '域名没有绑定到公众号' },
    subject: 'INVALID_DOMAIN',
  },
  'domain-file-missing': {
    title: { en: 'the verification file of the domain is missing', zh: '缺少域名校验文件' },
    fix: [
      {
        en: 'Put the file from the console into the root of the site, unchanged, so that it is sent without a redirect or a login.',
        zh: '把后台下载的文件原样放到站点根目录，访问时不能跳转、不能要求登录。',
      },
      {
        en: 'In a single-page app, exclude it from the fallback to index.html.',
        zh: '单页应用不要把它回退到 index.html。',
      },
    ],
    subject: 'INVALID_DOMAIN',
  },
  redirect: { title: { en: 'redirect', zh: '页面跳转' }, subject: 'redirected-page' },
  'canonical-elsewhere': {
    title: { en: 'canonical URL of another page', zh: 'canonical 指向其他页面' },
    fix: [
      {
        en: 'Share a link whose domain is bound to the account, and keep rel=canonical on the same host.',
        zh: '分享链接的域名要绑定到公众号，rel=canonical 也应是同一个域名。',
      },
    ],
    subject: 'cannot-share',
  },
  'script-host-blocked': {
    title: { en: "the host of WeChat's script is blocked", zh: 'jweixin.js 的域名被拦截' },
    subject: 'SCRIPT_FAILED',
  },
  'self-hosted-script': {
    title: { en: "WeChat's script is not loaded from WeChat", zh: '没有使用微信官方地址的 jweixin.js' },
    fix: [
      {
        en: 'Load https://res.wx.qq.com/open/js/jweixin-1.6.0.js: WeChat supports no copies, and payments may fail with them.',
        zh: '改用 https://res.wx.qq.com/open/js/jweixin-1.6.0.js：官方不支持自行托管，支付可能失败。',
      },
    ],
    subject: 'payment',
  },
  'endpoint-failed': {
    title: { en: 'the endpoint returns no signature', zh: '签名接口没有返回签名' },
    subject: 'SIGNATURE_FAILED',
  },
  'endpoint-malformed': {
    title: { en: 'the response is not a signature', zh: '返回内容不是签名' },
    subject: 'SIGNATURE_MALFORMED',
  },
  'url-not-allowed': {
    title: { en: 'the endpoint does not sign this page', zh: '签名接口不允许这个页面' },
    subject: 'url-not-allowed',
  },
  'cors-missing': {
    title: { en: 'the page may not read the response (CORS)', zh: '页面读不到响应（CORS）' },
    fix: [
      {
        en: "Send Access-Control-Allow-Origin with the page's origin, or serve the endpoint on the page's own origin.",
        zh: '响应里加上 Access-Control-Allow-Origin（页面的 origin），或把接口放到页面同源下。',
      },
    ],
    subject: 'SIGNATURE_FAILED',
  },
  'mixed-content': {
    title: { en: 'http on an https page', zh: 'https 页面请求 http' },
    fix: [
      {
        en: 'Serve the endpoint over https: browsers block http requests of https pages.',
        zh: '接口改用 https：浏览器会拦截 https 页面里的 http 请求。',
      },
    ],
    subject: 'SIGNATURE_FAILED',
  },
  'secret-leaked': {
    title: { en: 'the response contains a secret', zh: '响应里有机密' },
    fix: [
      {
        en: 'Send appId, timestamp, nonceStr and signature only. Whoever has the token or the ticket can act as your account.',
        zh: '只返回 appId、timestamp、nonceStr 和 signature。拿到 token 或 ticket 的人可以冒充你的公众号。',
      },
      {
        en: 'Replace the secret if it was sent. A ticket and a token expire within 2 hours.',
        zh: '如果泄露的是 secret，请重置；ticket 和 token 两小时内过期。',
      },
    ],
    subject: 'credentials-refused',
  },
  'other-app-id': {
    title: { en: 'appId of another account', zh: 'appId 属于另一个公众号' },
    fix: [
      {
        en: 'Return the appId of the account whose secret gets the ticket. Compare the settings of all environments.',
        zh: '返回的 appId 必须和获取 ticket 的公众号一致，核对各环境的配置。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'millisecond-timestamp': {
    title: { en: 'timestamp in milliseconds', zh: 'timestamp 是毫秒' },
    fix: [
      {
        en: 'Use seconds, for both signing and the response: Math.floor(Date.now() / 1000), System.currentTimeMillis() / 1000.',
        zh: '签名和返回都用秒：Math.floor(Date.now() / 1000)、System.currentTimeMillis() / 1000。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'cached-signature': {
    title: { en: 'an old signature is served', zh: '返回的是旧签名' },
    fix: [
      {
        en: 'Send Cache-Control: no-store, and exclude the endpoint from the CDN.',
        zh: '响应加 Cache-Control: no-store，CDN 不要缓存签名接口。',
      },
      {
        en: 'Cache the ticket on the server, not the signature.',
        zh: '服务端缓存 ticket，而不是签名。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'html-escaped-url': {
    title: { en: 'the URL was signed with &amp; instead of &', zh: '签名的 URL 里 & 变成了 &amp;' },
    fix: [
      SIGN_AS_SENT,
      {
        en: 'Turn off HTML escaping for this parameter: XSS filters and templates do it (in PHP htmlspecialchars, I() of ThinkPHP).',
        zh: '不要对这个参数做 HTML 转义：XSS 过滤器和模板会转义（PHP 的 htmlspecialchars、ThinkPHP 的 I()）。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'http-behind-proxy': {
    title: { en: 'http was signed for an https page', zh: '页面是 https，签名用了 http' },
    fix: [
      SIGN_AS_SENT,
      {
        en: 'The server is behind a proxy and takes http for its own scheme. If it has to build the URL, let it read X-Forwarded-Proto.',
        zh: '服务器在代理后面，误以为自己是 http。如果必须自己拼 URL，请读取 X-Forwarded-Proto。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'wrong-scheme': {
    title: { en: 'https was signed for an http page', zh: '页面是 http，签名用了 https' },
    fix: [SIGN_AS_SENT],
    subject: 'INVALID_SIGNATURE',
  },
  'trailing-slash': {
    title: {
      en: 'a slash at the end of the path was added or removed',
      zh: '签名的 URL 路径末尾多了或少了 /',
    },
    fix: [
      SIGN_AS_SENT,
      {
        en: 'Do not parse and serialize the URL: some libraries add or remove the slash.',
        zh: '不要解析后再拼回去：有些库会加上或去掉 /。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'signed-with-hash': {
    title: { en: 'the URL was signed with its #', zh: '签名的 URL 带了 #' },
    fix: [
      {
        en: "Cut the URL at #: location.href.split('#')[0].",
        zh: "去掉 # 及后面的内容：location.href.split('#')[0]。",
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'query-lost': {
    title: { en: 'the query, or part of it, was not signed', zh: '签名时丢了 query（或其中一部分）' },
    fix: [
      {
        en: 'Encode the URL with encodeURIComponent in the page, or everything after its first & is lost.',
        zh: '前端用 encodeURIComponent 编码 URL，否则第一个 & 之后的内容会丢失。',
      },
      {
        en: 'Do not sign a fixed URL or the path only: WeChat adds parameters to shared links.',
        zh: '不要签固定的 URL，也不要只签路径：分享出去的链接会被微信加上参数。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'decoded-url': {
    title: { en: 'the URL was decoded once too often', zh: 'URL 多解码了一次' },
    fix: [
      {
        en: 'Decode the parameter once: frameworks do it already. Escapes of the page URL itself, such as %E4, stay.',
        zh: '参数只解码一次：框架已经解码过。页面 URL 自身的转义（如 %E4）要保留。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'encoded-url': {
    title: { en: 'the URL was signed in encoded form', zh: '签名用了编码后的 URL' },
    fix: [
      {
        en: 'Decode the parameter once before you sign it.',
        zh: '签名前先把参数解码一次。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'normalized-url': {
    title: { en: 'the URL was rewritten', zh: 'URL 被改写' },
    fix: [SIGN_AS_SENT],
    subject: 'INVALID_SIGNATURE',
  },
  'wrong-host': {
    title: { en: 'another host or port was signed', zh: '签名用了别的域名或端口' },
    fix: [
      SIGN_AS_SENT,
      {
        en: 'Behind a proxy, the server sees its internal host and port, not those of the page.',
        zh: '在代理后面，服务器看到的是内部域名和端口，不是页面的。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'own-url': {
    title: { en: 'the endpoint signed its own URL', zh: '签名接口签了它自己的 URL' },
    fix: [
      {
        en: 'Sign the URL of the page, which the page sends as a parameter, not the URL of the request.',
        zh: '要签页面传来的 URL，而不是接口请求自己的 URL。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'stale-ticket': {
    title: { en: 'signed with an old ticket', zh: '使用了过期的 ticket' },
    fix: [
      {
        en: 'Cache the ticket for less than its 7200 seconds, and ask WeChat for it again when a page was refused.',
        zh: 'ticket 的缓存时间要小于 7200 秒；页面签名被拒后重新获取。',
      },
      {
        en: 'Let all servers share one cache, and let no other program fetch tokens with cgi-bin/token for this account.',
        zh: '所有服务器共用一份缓存，也不要有其他程序用 cgi-bin/token 获取同一公众号的 token。',
      },
      {
        en: 'If the cache is fresh: check that it holds the ticket of this appId, and that the text to sign is that of appendix 1.',
        zh: '如果缓存是新的：确认它是这个 appId 的 ticket，并核对附录 1 的签名算法。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'card-ticket': {
    title: { en: 'signed with the ticket for cards', zh: '使用了卡券的 ticket' },
    fix: [{ en: 'Get the ticket with type=jsapi.', zh: '获取 ticket 时用 type=jsapi。' }],
    subject: 'INVALID_SIGNATURE',
  },
  'token-as-ticket': {
    title: { en: 'signed with the access token instead of the ticket', zh: '把 access_token 当成了 ticket' },
    fix: [
      {
        en: 'Get the jsapi_ticket from cgi-bin/ticket/getticket with the token, and sign with it.',
        zh: '用 access_token 调用 cgi-bin/ticket/getticket，拿到 jsapi_ticket 再签名。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'wrong-algorithm': {
    title: { en: 'other names or another order in the text to sign', zh: '待签名字符串的字段名或顺序不对' },
    fix: [
      {
        en: 'Sign jsapi_ticket=…&noncestr=…&timestamp=…&url=… with SHA-1: lower-case names in this order, values not escaped.',
        zh: '对 jsapi_ticket=…&noncestr=…&timestamp=…&url=… 做 SHA-1：字段名全小写，按此顺序，值不转义。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
  'timestamp-differs': {
    title: { en: 'another timestamp was signed than was returned', zh: '签名和返回的 timestamp 不一致' },
    fix: [
      {
        en: 'Take the time once, in seconds, for both the text to sign and the response.',
        zh: '只取一次时间（秒），签名和返回用同一个值。',
      },
    ],
    subject: 'INVALID_SIGNATURE',
  },
}
