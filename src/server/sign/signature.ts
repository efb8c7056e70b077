import { hash } from 'node:crypto'
import { type SignedValues, toSignedText } from '../../shared/signed-text.js'

export type { SignedValues } from '../../shared/signed-text.js'

/**
 * Computes the signature of a page. The URL is signed as the text that it is, cut at its `#`: one that was parsed and
 * written anew, or HTML-escaped, is another text.
 *
 * @param values.timestamp in seconds, and the same that the page is given
 * @returns 40 hexadecimal digits
 * @example
 * jsApiSignature({ ticket, nonceStr: 'Wm3WZYTPz0wzccnW', timestamp: 1414587457, url: 'http://mp.weixin.qq.com?params=value' })
 * @see 附录1-JS-SDK使用权限签名算法
 */
export function jsApiSignature(values: SignedValues): string {
  return hash('sha1', toSignedText(values))
}
