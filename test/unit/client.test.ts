import { afterEach, describe, expect, it, vi } from 'vitest'
import { isOlder } from '../../src/browser/client/detect-client.js'
import { type Client, detectClient } from '../../src/browser/index.js'
import { scriptTellsRefusals } from '../../src/browser/session/verification.js'
import { USER_AGENTS } from '../../src/simulator/page/user-agents.js'
import {
  CHROME,
  DEVTOOLS,
  HARMONY_PHONE_ON_ANDROID,
  IPAD_AS_MAC,
  LINUX_4,
  LINUX_4_MINI_PROGRAM,
  MAC_3,
  MAC_4,
  MINI_PROGRAM,
  SHOUTED,
  WINDOWS_3,
  WINDOWS_4,
  WORK_APP,
} from '../support/user-agents.js'

const no = { miniProgram: false, wecom: false, devtools: false }

describe('by user agent', () => {
  it.each<[string, string, Client]>([
    ['Android', USER_AGENTS.android, { inWeChat: true, os: 'android', version: '8.0.61.2880', ...no }],
    ['iPhone', USER_AGENTS.ios, { inWeChat: true, os: 'ios', version: '8.0.61', ...no }],
    ['iPad in its desktop shape', IPAD_AS_MAC, { inWeChat: true, os: 'ios', version: '8.0.42', ...no }],
    ['HarmonyOS', USER_AGENTS.harmony, { inWeChat: true, os: 'harmony', version: '1.0.9', ...no }],
    [
      'HarmonyOS with Android in it',
      HARMONY_PHONE_ON_ANDROID,
      { inWeChat: true, os: 'android', version: '8.0.38.2400', ...no },
    ],
    ['Windows before 4.0', WINDOWS_3, { inWeChat: true, os: 'windows', version: '7.0.20.1781', ...no }],
    ['Mac before 4.0', MAC_3, { inWeChat: true, os: 'mac', version: '6.8.0', ...no }],
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
      { inWeChat: true, os: 'android', version: '8.0.61.2880', ...no, miniProgram: true },
    ],
    ['another case of letters', SHOUTED, { inWeChat: true, os: 'ios', version: '8.0.61', ...no }],
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
  const told = [WINDOWS_4, MAC_4, LINUX_4, WINDOWS_3, USER_AGENTS.ios, USER_AGENTS.harmony].map(userAgent =>
    scriptTellsRefusals(detectClient(userAgent)),
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
