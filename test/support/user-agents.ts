import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'

/** User agents as users report them, beside the simulator's own. */
export const IPAD_AS_MAC: string =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.42(0x18002a2c) NetType/WIFI Language/zh_CN'
export const HARMONY_PHONE_ON_ANDROID: string =
  'Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00; HMSCore 6.13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0 Mobile Safari/537.36 XWEB/5023 MicroMessenger/8.0.38.2400(0x28002639) Weixin'
export const DEVTOOLS: string =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 11_0 like Mac OS X) AppleWebKit/604.1.38 (KHTML, like Gecko) Version/11.0 Mobile/15A372 Safari/604.1 wechatdevtools/1.06.2307260 MicroMessenger/8.0.5 Language/zh_CN webview/'
export const WORK_APP: string =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.10 MicroMessenger/7.0.1 Language/zh'
export const MINI_PROGRAM: string = `${USER_AGENTS.android} miniProgram/wx1234567890abcdef`
export const SHOUTED: string = USER_AGENTS.ios.replace('MicroMessenger', 'MICROMESSENGER')
const desktop = (system: string, wechat: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) ${wechat} XWEB/16815 Flue`
export const WINDOWS_3: string =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x6309092b) XWEB/9079 Flue'
export const MAC_3: string =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 MicroMessenger/6.8.0(0x16080000) NetType/WIFI MacWechat/3.8.7(0x13080710) XWEB/1191 Flue'
export const WINDOWS_4: string = desktop(
  'Windows NT 10.0; Win64; x64',
  'WindowsWechat(0x63090a13) UnifiedPCWindowsWechat(0xf2541211)',
)
export const MAC_4: string = desktop(
  'Macintosh; Intel Mac OS X 10_15_7',
  'MacWechat/3.8.7(0x13080712) UnifiedPCMacWechat(0xf26405f0)',
)
export const LINUX_4: string = desktop(
  'X11; Linux x86_64',
  'WindowsWechat(0x63090a13) UnifiedPCLinuxWechat(0xf2741104)',
)
export const LINUX_4_MINI_PROGRAM: string = LINUX_4.replace(
  'NetType',
  'MiniProgramEnv/Windows WindowsWechat/WMPF NetType',
)
export const CHROME: string =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
