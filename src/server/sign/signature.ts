import { hash } from 'node:crypto'

/** What goes into the signature of a page, in the names of WeChat's guide. */
export interface SignedValues {
  /** The account's `jsapi_ticket`. */
  ticket: string
  /** Random text. The page must get the same. */
  nonceStr: string
  /** In seconds since 1970. The page must get the same. */
  timestamp: number | string
  /** The URL of the page. What follows a `#` is not signed. */
  url: string
}

/**
 * Computes the signature of a page. The URL is signed exactly as given, without its `#` part: a URL that was parsed and
 * serialized again, or HTML-escaped, can differ and is then refused.
 *
 * @returns 40 hexadecimal digits
 * @example
 * jsApiSignature({ ticket, nonceStr: 'Wm3WZYTPz0wzccnW', timestamp: 1414587457, url: 'http://mp.weixin.qq.com?params=value' })
 * @see 附录1-JS-SDK使用权限签名算法
 */
export function jsApiSignature(values: SignedValues): string {
  return hash('sha1', toSignedText(values))
}

/** The text whose SHA-1 is the signature (appendix 1 of the guide). Nothing in it is escaped. */
function toSignedText({ ticket, nonceStr, timestamp, url }: SignedValues): string {
  const hashIndex = url.indexOf('#')
  const signedUrl = hashIndex < 0 ? url : url.slice(0, hashIndex)
  return `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${signedUrl}`
}
