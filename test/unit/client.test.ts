import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Client, detectClient, isOlder } from '../../src/browser/client.js'
import { USER_AGENTS } from '../../src/simulator/user-agents.js'

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
