import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Client, detectClient, isOlder } from '../../src/browser/client/detect-client.js'
import { scriptTellsRefusals } from '../../src/browser/session/verification.js'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'

const IPAD_AS_MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.42(0x18002a2c) NetType/WIFI Language/zh_CN'
const HARMONY_PHONE_ON_ANDROID =
  'Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00; HMSCore 6.13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0 Mobile Safari/537.36 XWEB/5023 MicroMessenger/8.0.38.2400(0x28002639) Weixin'
const DEVTOOLS =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 11_0 like Mac OS X) AppleWebKit/604.1.38 (KHTML, like Gecko) Version/11.0 Mobile/15A372 Safari/604.1 wechatdevtools/1.06.2307260 MicroMessenger/8.0.5 Language/zh_CN webview/'
const WORK_APP =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.10 MicroMessenger/7.0.1 Language/zh'
const MINI_PROGRAM = `${USER_AGENTS.android} miniProgram/wx1234567890abcdef`
const SHOUTED = USER_AGENTS.ios.replace('MicroMessenger', 'MICROMESSENGER')
const desktop = (system: string, wechat: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) ${wechat} XWEB/16815 Flue`
const WINDOWS_4 = desktop(
  'Windows NT 10.0; Win64; x64',
  'WindowsWechat(0x63090a13) UnifiedPCWindowsWechat(0xf2541211)',
)
const MAC_4 = desktop(
  'Macintosh; Intel Mac OS X 10_15_7',
  'MacWechat/3.8.7(0x13080712) UnifiedPCMacWechat(0xf26405f0)',
)
const LINUX_4 = desktop('X11; Linux x86_64', 'WindowsWechat(0x63090a13) UnifiedPCLinuxWechat(0xf2741104)')
const LINUX_4_MINI_PROGRAM = LINUX_4.replace('NetType', 'MiniProgramEnv/Windows WindowsWechat/WMPF NetType')
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'

const no = { miniProgram: false, wecom: false, devtools: false }

describe('by user agent', () => {
  it.each<[string, string, Client]>([
    ['Android', USER_AGENTS.android, { inWeChat: true, os: 'android', version: '8.0.38.2400', ...no }],
    ['iPhone', USER_AGENTS.ios, { inWeChat: true, os: 'ios', version: '8.0.42', ...no }],
    ['iPad in its desktop shape', IPAD_AS_MAC, { inWeChat: true, os: 'ios', version: '8.0.42', ...no }],
    ['HarmonyOS', USER_AGENTS.harmony, { inWeChat: true, os: 'harmony', version: '1.0.6', ...no }],
    [
      'HarmonyOS with Android in it',
      HARMONY_PHONE_ON_ANDROID,
      { inWeChat: true, os: 'android', version: '8.0.38.2400', ...no },
    ],
    ['Windows', USER_AGENTS.windows, { inWeChat: true, os: 'windows', version: '7.0.20.1781', ...no }],
    ['Mac', USER_AGENTS.mac, { inWeChat: true, os: 'mac', version: '6.8.0', ...no }],
    ['Windows from 4.0 on', WINDOWS_4, { inWeChat: true, os: 'windows', version: '4.1.2.17', ...no }],
    ['Mac from 4.0 on', MAC_4, { inWeChat: true, os: 'mac', version: '4.0.5.240', ...no }],
    ['Linux, which says Windows', LINUX_4, { inWeChat: true, os: 'unknown', version: '4.1.1.4', ...no }],
    [
      'a mini-program on Linux',
      LINUX_4_MINI_PROGRAM,
      { inWeChat: true, os: 'unknown', version: '4.1.1.4', ...no, miniProgram: true },
    ],
    ['the developer tools', DEVTOOLS, { inWeChat: true, os: 'ios', version: '8.0.5', ...no, devtools: true }],
    ['the work app', WORK_APP, { inWeChat: true, os: 'ios', version: '7.0.1', ...no, wecom: true }],
    [
      'a mini-program',
      MINI_PROGRAM,
      { inWeChat: true, os: 'android', version: '8.0.38.2400', ...no, miniProgram: true },
    ],
    ['another case of letters', SHOUTED, { inWeChat: true, os: 'ios', version: '8.0.42', ...no }],
    ['a plain browser', CHROME, { inWeChat: false, os: 'windows', version: '', ...no }],
    ['nothing', '', { inWeChat: false, os: 'unknown', version: '', ...no }],
  ])('%s', (_name, userAgent, client) => {
    expect(detectClient(userAgent)).toEqual(client)
  })
})

describe('by the page', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  const withPage = (userAgent: string, window: object) => {
    const navigator = { userAgent, maxTouchPoints: 0 }
    vi.stubGlobal('navigator', navigator)
    vi.stubGlobal('window', { navigator, ...window })
  }

  it('a mini-program by __wxjs_environment', () => {
    withPage(USER_AGENTS.ios, { __wxjs_environment: 'miniprogram' })
    expect(detectClient().miniProgram).toBe(true)
    expect(detectClient(USER_AGENTS.ios).miniProgram).toBe(false)
  })

  it('iOS by __wxjs_is_wkwebview', () => {
    withPage('MicroMessenger/6.5.3', { __wxjs_is_wkwebview: true })
    expect(detectClient().os).toBe('ios')
  })

  it('an iPad by its touch points, where its user agent says Macintosh alone', () => {
    const text = IPAD_AS_MAC.replace('Mobile/15E148 ', '')
    withPage(text, { navigator: { maxTouchPoints: 5 } })
    expect(detectClient().os).toBe('ios')
    withPage(text, {})
    expect(detectClient().os).toBe('mac')
  })

  it('is not in WeChat where there is no browser', () => {
    vi.stubGlobal('navigator', undefined)
    expect(detectClient()).toMatchObject({ inWeChat: false, os: 'unknown' })
  })
})

it('the script’s error can be relied upon on a desktop, whose version it does not see', () => {
  const told = [WINDOWS_4, MAC_4, LINUX_4, USER_AGENTS.windows, USER_AGENTS.ios, USER_AGENTS.harmony].map(
    userAgent => scriptTellsRefusals(detectClient(userAgent)),
  )
  expect(told).toEqual([true, true, true, true, true, false])
})

describe('isOlder', () => {
  it.each([
    ['ios', '6.7.1', true],
    ['ios', '6.7.2', false],
    ['android', '6.5.13.1100', true],
    ['android', '6.7', true],
    ['android', '6.10.0', false],
    ['android', '8.0.42', false],
    ['android', '', false],
    ['harmony', '1.0.6', false],
    ['windows', '3.9.0', false],
  ] as const)('%s %s before 6.7.2: %s', (os, version, older) => {
    expect(isOlder({ ...detectClient(''), os, version }, '6.7.2')).toBe(older)
  })
})
