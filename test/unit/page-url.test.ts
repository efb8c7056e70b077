import { describe, expect, it } from 'vitest'
import { shareableUrl } from '../../src/browser/page-url.js'

describe('shareableUrl', () => {
  it.each([
    ['https://a.example/p', 'https://a.example/p'],
    ['https://a.example?x=1', 'https://a.example?x=1'],
    ['https://a.example/p?from=singlemessage&isappinstalled=0', 'https://a.example/p'],
    ['https://a.example/p?id=7&from=timeline#/deep?from=x', 'https://a.example/p?id=7#/deep?from=x'],
    ['https://a.example/p?code=021&state=s&id=7', 'https://a.example/p?id=7'],
    ['https://a.example/p?ticket=beacon', 'https://a.example/p'],
    [
      'https://a.example/p?encode=1&fromage=2&statement=3&tickets=4',
      'https://a.example/p?encode=1&fromage=2&statement=3&tickets=4',
    ],
    [
      'https://a.example/p?q=%E4%B8%AD+a%2Fb&from=groupmessage&r=ü',
      'https://a.example/p?q=%E4%B8%AD+a%2Fb&r=ü',
    ],
    ['https://a.example/p?from', 'https://a.example/p'],
    ['https://a.example/p?', 'https://a.example/p'],
    ['https://a.example/p#a?b', 'https://a.example/p#a?b'],
  ])('%s → %s', (url, clean) => {
    expect(shareableUrl(url)).toBe(clean)
  })
})
