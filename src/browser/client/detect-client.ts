/** The WeChat app that shows the page. */
export interface Client {
  /** Whether this is WeChat at all. WeCom and WeChat DevTools count as WeChat. */
  readonly inWeChat: boolean
  /** `ios` includes iPads that claim to be a Mac; `harmony` is HarmonyOS NEXT, which is not based on Android. */
  readonly os: 'ios' | 'android' | 'harmony' | 'windows' | 'mac' | 'unknown'
  /** Such as `8.0.42`; `''` outside WeChat. HarmonyOS counts anew from `1.0`; desktop versions are exact from 4.0 on. */
  readonly version: string
  /** Whether the page is in the web-view of a mini program. */
  readonly miniProgram: boolean
  /** Whether this is WeCom (企业微信). */
  readonly wecom: boolean
  /** Whether this is WeChat DevTools (微信开发者工具). */
  readonly devtools: boolean
}

/**
 * Detects the WeChat client that shows the page.
 *
 * @param userAgent default: that of this browser. Without a browser, the result is a client outside WeChat.
 */
export function detectClient(userAgent?: string): Client {
  const text = userAgent ?? (typeof navigator === 'undefined' ? '' : navigator.userAgent)
  const says = (pattern: RegExp) => pattern.test(text)
  // The globals say nothing about another user agent.
  const page = userAgent === undefined && typeof window !== 'undefined' ? (window as ClientWindow) : undefined
  return {
    inWeChat: says(/micromessenger/i),
    os: detectOs(says, page),
    version: desktopVersion(text) || /micromessenger\/(\d[\d.]*)/i.exec(text)?.[1] || '',
    miniProgram: says(/miniprogram/i) || page?.__wxjs_environment === 'miniprogram',
    wecom: says(/wxwork\//i),
    devtools: says(/wechatdevtools|wxdebugger/i),
  }
}

/** Whether WeChat is older than the given version. Only for phones: the other platforms number their versions differently. */
export function isOlder({ os, version }: Client, than = ''): boolean {
  if (version === '' || (os !== 'ios' && os !== 'android')) return false
  const numbers = (text: string) => text.split('.').map(Number)
  const [a, b] = [numbers(version), numbers(than)]
  for (const [index, number] of b.entries()) {
    const own = a[index] ?? 0
    if (own !== number) return own < number
  }
  return false
}

/**
 * From 4.0 on, desktop WeChat always says `MicroMessenger/7.0.20.1781`, and has its own version in hexadecimal digits: three
 * for the platform, one each for the first three numbers, two for the last. `UnifiedPCWindowsWechat(0xf2541211)` is 4.1.2.17.
 */
function desktopVersion(text: string): string | undefined {
  const digits = /unifiedpc\w+\(0x\w{3}(\w)(\w)(\w)(\w\w)\)/i.exec(text)
  return digits
    ?.slice(1)
    .map(each => Number(`0x${each}`))
    .join('.')
}

function detectOs(says: (pattern: RegExp) => boolean, page: ClientWindow | undefined): Client['os'] {
  // "HarmonyOS" alone also appears in user agents of Android phones.
  if (says(/openharmony|arkweb/i)) return 'harmony'
  // WeChat for Linux says "WindowsWechat" too.
  if (says(/unifiedpclinux/i)) return 'unknown'
  if (says(/windowswechat|windows nt/i)) return 'windows'
  if (says(/iphone|ipad|ipod/i)) return 'ios'
  if (says(/macwechat/i)) return 'mac'
  if (page?.__wxjs_is_wkwebview) return 'ios'
  if (says(/macintosh/i)) {
    const touches = says(/mobile\//i) || (page !== undefined && page.navigator.maxTouchPoints > 2)
    return touches ? 'ios' : 'mac'
  }
  return says(/android/i) ? 'android' : 'unknown'
}

/** The globals that WeChat sets. Not declared globally, so that apps do not see them. */
type ClientWindow = Window & {
  /** `'miniprogram'` in the web-view of a mini program. */
  __wxjs_environment?: string
  /** Set by older WeChat versions on iOS. */
  __wxjs_is_wkwebview?: boolean
}
