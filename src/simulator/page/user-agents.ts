import type { SimulatedClient } from './simulator-types.js'

/** A recent version of each client. HarmonyOS counts anew from 1.0. */
const RECENT_VERSIONS: Readonly<Record<SimulatedClient, string>> = {
  android: '8.0.61.2880',
  ios: '8.0.61',
  harmony: '1.0.9',
  windows: '4.1.2.17',
  mac: '4.1.2.17',
  linux: '4.1.1.4',
}

/** The user agent of a client, in the form that users report. */
export function userAgentOf(client: SimulatedClient, version: string = RECENT_VERSIONS[client]): string {
  return SHAPES[client](version)
}

type Shape = (version: string) => string

const MOZILLA = 'Mozilla/5.0'
const GECKO = '(KHTML, like Gecko)'

const SHAPES: Readonly<Record<SimulatedClient, Shape>> = {
  android: version =>
    `${MOZILLA} (Linux; Android 14; V2309A Build/UP1A.231005.007; wv) AppleWebKit/537.36 ${GECKO} Version/4.0 Chrome/130.0.6723.103 Mobile Safari/537.36 XWEB/1300333 MMWEBSDK/20250503 MMWEBID/2545 MicroMessenger/${version}(0x2${hexOf(version, 3)}39) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`,
  ios: version =>
    `${MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 ${GECKO} Mobile/15E148 MicroMessenger/${version}(0x1${hexOf(version, 3)}2a) NetType/4G Language/zh_CN`,
  harmony: version =>
    `${MOZILLA} (Phone; OpenHarmony 5.0) AppleWebKit/537.36 ${GECKO} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/${version}(0xf3${hexOf(version, 3)}00) Weixin NetType/WIFI Language/zh_CN`,
  windows: desktop(
    'Windows NT 10.0; Win64; x64',
    'WindowsWechat(0x63090a13)',
    'UnifiedPCWindowsWechat(0xf25',
  ),
  mac: desktop(
    'Macintosh; Intel Mac OS X 10_15_7',
    'MacWechat/3.8.7(0x13080712)',
    'UnifiedPCMacWechat(0xf26',
  ),
  // WeChat for Linux also says "WindowsWechat".
  linux: desktop('X11; Linux x86_64', 'WindowsWechat(0x63090a13)', 'UnifiedPCLinuxWechat(0xf27'),
}

/** From 4.0 on, the version beside `MicroMessenger` is frozen, and that of WeChat is in hexadecimal digits. */
function desktop(system: string, wechat: string, unified: string): Shape {
  return version => {
    const start = `${MOZILLA} (${system}) AppleWebKit/537.36 ${GECKO} Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger`
    const isUnified = Number.parseInt(version, 10) >= 4 && Number.parseInt(version, 10) < 6
    return isUnified
      ? `${start}/7.0.20.1781(0x6700143B) ${wechat} ${unified}${hexOf(version, 4)}) XWEB/16815 Flue`
      : `${start}/${version}(0x6${hexOf(version, 3)}3B) ${wechat} XWEB/9079 Flue`
  }
}

/** `8.0.38` → `80026`, `4.1.2.17` → `41211`: the digits of a version, as WeChat writes them for phones and desktops. */
function hexOf(version: string, parts: 3 | 4): string {
  const numbers = version.split('.').map(Number)
  const digits = (index: number, length: number) =>
    (numbers[index] || 0).toString(16).padStart(length, '0').slice(-length)
  return parts === 3
    ? digits(0, 1) + digits(1, 2) + digits(2, 2)
    : digits(0, 1) + digits(1, 1) + digits(2, 1) + digits(3, 2)
}

/** One user agent per client. */
export const USER_AGENTS: Readonly<Record<SimulatedClient, string>> = {
  android: userAgentOf('android'),
  ios: userAgentOf('ios'),
  harmony: userAgentOf('harmony'),
  windows: userAgentOf('windows'),
  mac: userAgentOf('mac'),
  linux: userAgentOf('linux'),
}

/** Appended to the user agent of a page in a mini program's web-view. */
export const MINI_PROGRAM_SUFFIX = ' miniProgram/wx0123456789abcdef'

/** The first pattern that matches decides. */
const CLIENT_PATTERNS: readonly (readonly [RegExp, SimulatedClient])[] = [
  [/OpenHarmony|ArkWeb/i, 'harmony'],
  [/UnifiedPCLinuxWechat/i, 'linux'],
  [/Windows/i, 'windows'],
  // An iPad that requests desktop sites says "Macintosh" and, unlike a Mac, "Mobile/".
  [/iPhone|iPad|iPod|Macintosh.*Mobile\//i, 'ios'],
  [/Macintosh|MacWechat/i, 'mac'],
  [/Android/i, 'android'],
]

/**
 * The client that a user agent names; `undefined` for a browser other than WeChat.
 *
 * Deliberately not the library's `detectClient`: a simulator that shared it would also share its mistakes.
 */
export function clientFromUserAgent(userAgent: string): SimulatedClient | undefined {
  if (!/MicroMessenger/i.test(userAgent)) return undefined
  return CLIENT_PATTERNS.find(([pattern]) => pattern.test(userAgent))?.[1]
}

/** The version of WeChat that a user agent names; `''` without one. */
export function versionFromUserAgent(userAgent: string): string {
  const unified = /UnifiedPC\w+\(0x\w{3}(\w)(\w)(\w)(\w\w)\)/i.exec(userAgent)
  if (unified)
    return unified
      .slice(1)
      .map(digits => Number.parseInt(digits, 16))
      .join('.')
  return /MicroMessenger\/([\d.]+)/i.exec(userAgent)?.[1] ?? ''
}
