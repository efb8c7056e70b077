/**
 * The page's URL to share: without the parameters that WeChat or a login added for this visitor. They are recognized by their
 * values, because a page may have a `from`, `code` or `ticket` of its own. The hash is kept.
 */
export function shareableUrl(url: string = location.href): string {
  const [, base = '', query = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(url) ?? []
  // Cut out of the text, because parsing and formatting the URL would respell the rest.
  const kept = query
    .replace(LOGIN, '')
    .split('&')
    .filter(pair => pair && !ADDED.test(pair))
  return base + (kept[0] ? `?${kept.join('&')}` : '') + hash
}

/** Added by WeChat on sharing, and by beacons (摇一摇周边), whose ticket is 32 hexadecimal digits. */
const ADDED = /^(from=(timeline|(single|group)?message)|isappinstalled=[01]|ticket=[\da-f]{32})$/

/** Added by a login (网页授权): always both, in this order. The code has 32 characters, in WeCom more. */
const LOGIN = /(^|&)code=[\w-]{32,}&state=[^&]*/g
