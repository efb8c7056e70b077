/** The WeChat app that shows the page. */
export interface Client {
  readonly inWeChat: boolean
  /** `ios` also on an iPad that says it is a Mac; `harmony` is HarmonyOS without Android in it. */
  readonly os: 'ios' | 'android' | 'harmony' | 'windows' | 'mac' | 'unknown'
  /** As in `8.0.42`; `''` outside WeChat. HarmonyOS starts again at `1.0`; on a desktop it is exact from 4.0 on. */
  readonly version: string
  /** Whether the page stands in a mini-program's web-view. */
  readonly miniProgram: boolean
  /** Whether this is the work app (企业微信). */
  readonly wecom: boolean
  /** Whether these are WeChat's developer tools. */
  readonly devtools: boolean
}

/**
 * Tells which WeChat shows the page.
 *
 * @param userAgent default: that of this browser. Without a browser: a client that is not in WeChat.
 */
export function detectClient(userAgent?: string): Client {
  const text = userAgent ?? (typeof navigator === 'undefined' ? '' : navigator.userAgent)
  const says = (pattern: RegExp) => pattern.test(text)
  // Only the page itself, not a text handed in, has these to ask.
  const page = userAgent === undefined && typeof window !== 'undefined' ? (window as ClientWindow) : undefined
  return {
    inWeChat: says(/micromessenger/i),
    os: detectOs(says, page),
    version: desktopVersion(text) ?? /micromessenger\/(\d[\d.]*)/i.exec(text)?.[1] ?? '',
    miniProgram: says(/miniprogram/i) || page?.__wxjs_environment === 'miniprogram',
    wecom: says(/wxwork\//i),
    devtools: says(/wechatdevtools|wxdebugger/i),
  }
}

/** Whether this is a WeChat from before `version`. Told of phones alone: the others count their versions anew. */
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
 * Desktop WeChat from 4.0 on says `MicroMessenger/7.0.20.1781` for ever, and its own version in hexadecimal digits, two for
 * the platform and one each for the first three numbers: `UnifiedPCWindowsWechat(0xf2541211)` is 4.1.2.17.
 */
function desktopVersion(text: string): string | undefined {
  const digits = /unifiedpc\w+\(0x\w{3}(\w)(\w)(\w)(\w\w)\)/i.exec(text)
  return digits
    ?.slice(1)
    .map(each => Number(`0x${each}`))
    .join('.')
}

function detectOs(says: (pattern: RegExp) => boolean, page: ClientWindow | undefined): Client['os'] {
  // "HarmonyOS" alone also stands in the user agent of Android phones: those are Android.
  if (says(/openharmony|arkweb/i)) return 'harmony'
  // WeChat for Linux says "WindowsWechat", too.
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

/** The window as clients leave it. Declared here alone: nothing of this library is global. */
type ClientWindow = Window & {
  /** `'miniprogram'` in a mini-program's web-view. */
  __wxjs_environment?: string
  /** Set by older clients on iOS. */
  __wxjs_is_wkwebview?: boolean
}
