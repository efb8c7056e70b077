/** The clients that can be simulated. */
export type SimulatedClient = 'android' | 'ios' | 'harmony' | 'windows' | 'mac'

/** One user agent per client, in the form that users report. */
export const USER_AGENTS: Readonly<Record<SimulatedClient, string>> = {
  android:
    'Mozilla/5.0 (Linux; Android 13; V2148A Build/TP1A.220624.014; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5023 MMWEBSDK/20230504 MicroMessenger/8.0.38.2400(0x28002639) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64',
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.42(0x18002a2c) NetType/4G Language/zh_CN',
  harmony:
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/1.0.6(0xf3100600) Weixin NetType/WIFI Language/zh_CN',
  windows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x6309092b) XWEB/9079 Flue',
  mac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 MicroMessenger/6.8.0(0x16080000) NetType/WIFI MacWechat/3.8.7(0x13080710) XWEB/1191 Flue',
}

/** Appended to the user agent of a page in a mini program's web-view. */
export const MINI_PROGRAM_SUFFIX = ' miniProgram/wx0123456789abcdef'

/** The first pattern that matches decides. */
const CLIENT_PATTERNS: readonly (readonly [RegExp, SimulatedClient | undefined])[] = [
  [/OpenHarmony|ArkWeb/i, 'harmony'],
  // WeChat for Linux also says "WindowsWechat". It is not simulated.
  [/UnifiedPCLinuxWechat/i, undefined],
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
