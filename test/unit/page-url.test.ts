import { afterEach, describe, expect, it } from 'vitest'
import { shareableUrl } from '../../src/browser/apis/shareable-url.js'
import { type Client, detectClient } from '../../src/browser/index.js'
import { createPageUrl } from '../../src/browser/session/page-url.js'

/** As WeChat's codes look. */
const CODE = '0716AVll20uHk94SLDml27etM946AVlq'
const WORK_APP_CODE = 'AAAAAAgG333qs9EdaPbCAP1VaOrjuNkiAZHTWgaWsZQ'

describe("which URL is signed first, by 'auto'", () => {
  afterEach(() => history.replaceState(null, '', '/'))

  it.each<[string, Partial<Client>, string]>([
    ['iOS', { os: 'ios' }, 'landing'],
    ['Android', { os: 'android' }, 'current'],
    ['a desktop', { os: 'unknown' }, 'current'],
    ['the work app on iOS', { os: 'ios', wecom: true }, 'current'],
    ['the work app on Android', { os: 'android', wecom: true }, 'current'],
  ])('on %s', (_name, known, kind) => {
    const landing = location.href
    history.replaceState(null, '', '/moved')
    const pageUrl = createPageUrl('auto', () => ({ ...detectClient(''), inWeChat: true, ...known }))
    expect(pageUrl.choose()).toBe(kind === 'landing' ? landing : location.href)
  })
})

describe('shareableUrl', () => {
  it.each([
    ['https://a.example/p', 'https://a.example/p'],
    ['https://a.example?x=1', 'https://a.example?x=1'],
    ['https://a.example/p?from=singlemessage&isappinstalled=0', 'https://a.example/p'],
    ['https://a.example/p?id=7&from=timeline#/deep?from=x', 'https://a.example/p?id=7#/deep?from=x'],
    // What WeChat adds.
    ['https://a.example/p?from=groupmessage', 'https://a.example/p'],
    ['https://a.example/p?from=message&isappinstalled=1', 'https://a.example/p'],
    ['https://a.example/p?id=7&isappinstalled=0', 'https://a.example/p?id=7'],
    // What is the page's own.
    ['https://a.example/flights?from=PEK&to=SHA', 'https://a.example/flights?from=PEK&to=SHA'],
    [
      'https://a.example/flights?from=PEK&to=SHA&from=singlemessage&isappinstalled=0',
      'https://a.example/flights?from=PEK&to=SHA',
    ],
    ['https://a.example/p?from=timelines', 'https://a.example/p?from=timelines'],
    ['https://a.example/p?isappinstalled=yes', 'https://a.example/p?isappinstalled=yes'],
    // After a login, and only then.
    [`https://a.example/p?id=7&code=${CODE}&state=s`, 'https://a.example/p?id=7'],
    [`https://a.example/p?code=${CODE}&state=&id=7`, 'https://a.example/p?id=7'],
    [
      `https://a.example/p?state=CA&code=${CODE}&state=s&from=timeline#/deep`,
      'https://a.example/p?state=CA#/deep',
    ],
    [`https://a.example/p?code=${CODE}&state=s&id=7&code=${CODE}&state=t`, 'https://a.example/p?id=7'],
    [`https://a.example/p?zipcode=${CODE}&state=s`, `https://a.example/p?zipcode=${CODE}&state=s`],
    [`https://a.example/p?code=${WORK_APP_CODE}&state=s`, 'https://a.example/p'],
    ['https://a.example/p?code=SUMMER&state=CA', 'https://a.example/p?code=SUMMER&state=CA'],
    [`https://a.example/p?code=${CODE}`, `https://a.example/p?code=${CODE}`],
    ['https://a.example/p?state=CA', 'https://a.example/p?state=CA'],
    // The beacons'.
    ['https://a.example/p?ticket=6ab3d8465166598a5f4e8c1b44f44645', 'https://a.example/p'],
    ['https://a.example/p?ticket=A-17', 'https://a.example/p?ticket=A-17'],
    [
      'https://a.example/p?encode=1&fromage=2&statement=3&tickets=4',
      'https://a.example/p?encode=1&fromage=2&statement=3&tickets=4',
    ],
    [
      'https://a.example/p?q=%E4%B8%AD+a%2Fb&from=groupmessage&r=ü',
      'https://a.example/p?q=%E4%B8%AD+a%2Fb&r=ü',
    ],
    ['https://a.example/p?from', 'https://a.example/p?from'],
    ['https://a.example/p?', 'https://a.example/p'],
    ['https://a.example/p#a?b', 'https://a.example/p#a?b'],
  ])('%s → %s', (url, clean) => {
    expect(shareableUrl(url)).toBe(clean)
  })
})
