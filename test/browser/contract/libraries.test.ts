import { describe, expect } from 'vitest'
import type { ContractCheck } from '../../support/contract-run.js'
import { KINDS } from './clients.js'
import { setUpContract, testChecks } from './contract.js'

/** Libraries for more than WeChat. */
const contract = setUpContract()

const SHARE = {
  title: '秋天的河',
  desc: '十二条路',
  link: 'https://www.example.com/autumn',
  icon: 'https://www.example.com/autumn.png',
}

/** It passes the same callbacks to the menu items and to the two newer APIs, which may answer at any time. */
const NATIVE_SHARE: readonly ContractCheck[] = [
  {
    title: 'setShareData, and the user sends the card to a friend',
    api: 'setShareData',
    parameters: SHARE,
    meanwhile: ['press', 'menuItem:share:appMessage'],
    others: true,
    expected: {
      callbacks: ['trigger', 'success'],
      returned: { title: SHARE.title, desc: SHARE.desc, link: SHARE.link, imgUrl: SHARE.icon },
    },
  },
  {
    title: 'the user cancels: the library calls fail',
    api: 'setShareData',
    parameters: SHARE,
    before: [['answer', 'onMenuShareTimeline', 'cancel', { times: 1 }]],
    meanwhile: ['press', 'menuItem:share:timeline'],
    others: true,
    expected: { callbacks: ['trigger', 'fail'], returned: null },
  },
]

const MINI_PROGRAM: readonly ContractCheck[] = [
  ['navigateTo', { url: '/pages/walk?id=1' }],
  ['redirectTo', { url: '/pages/walk?id=1' }],
  ['switchTab', { url: '/pages/index' }],
  ['reLaunch', { url: '/pages/index' }],
  ['navigateBack', { delta: 1 }],
  ['postMessage', { data: { action: 'share' } }],
].map(([api, parameters]) => ({
  title: api as string,
  api: api as string,
  parameters: parameters as object,
  expected: { callbacks: ['success', 'complete'], result: { errMsg: expect.stringMatching(/:ok$/) } },
}))

describe.each(KINDS)('on %s', client => {
  describe('nativeshare', () => {
    testChecks(contract, { file: 'nativeshare', simulator: { client } }, NATIVE_SHARE)
  })
  describe('@dcloudio/uni-webview-js in a mini program', () => {
    const page = { file: 'uni-webview', simulator: { client, miniProgram: true }, release: '1.6.0' as const }
    testChecks(contract, page, MINI_PROGRAM, ['ready', 'env {"miniprogram":true}'])
  })
})
