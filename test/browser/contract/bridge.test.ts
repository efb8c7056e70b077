import { describe, expect } from 'vitest'
import type { ContractCheck } from '../../support/contract-run.js'
import { KINDS } from './clients.js'
import { setUpContract, testChecks } from './contract.js'

/** Pages without WeChat's script: what the callbacks of `WeixinJSBridge` get. */
const contract = setUpContract()

const answered = (err_msg: string | object, others: object = {}) => ({
  callbacks: ['success', 'complete'],
  result: { err_msg, ...others },
})

const UNGATED: readonly ContractCheck[] = [
  {
    title: 'getNetworkType',
    api: 'getNetworkType',
    expected: answered(expect.stringMatching(/^network_type:wifi$/)),
  },
  {
    title: 'getNetworkType on mobile data',
    api: 'getNetworkType',
    before: [['answer', 'getNetworkType', { networkType: '5g' }, { times: 1 }]],
    expected: answered('network_type:wwan', { subtype: '5g' }),
  },
  {
    title: 'getNetworkType without a network',
    api: 'getNetworkType',
    before: [['answer', 'getNetworkType', { networkType: 'none' }, { times: 1 }]],
    expected: answered('network_type:fail'),
  },
  {
    title: 'imagePreview',
    api: 'imagePreview',
    parameters: { current: 'https://www.example.com/1.png', urls: ['https://www.example.com/1.png'] },
    expected: answered(expect.stringMatching(/:ok$/)),
  },
  {
    title: 'call is invoke: hideOptionMenu hides the menu',
    api: 'hideOptionMenu',
    parameters: { how: 'call' },
    afterwards: ['press', 'menuItem:copyUrl'],
    expected: { callbacks: [], thrown: expect.stringContaining('hideOptionMenu') },
  },
  {
    title: 'showOptionMenu shows it',
    api: 'showOptionMenu',
    afterwards: ['press', 'menuItem:copyUrl'],
    expected: { ...answered('showOptionMenu:ok'), thrown: null },
  },
  { title: 'hideToolbar', api: 'hideToolbar', expected: answered('hideToolbar:ok') },
  { title: 'showToolbar', api: 'showToolbar', expected: answered('showToolbar:ok') },
  {
    title: 'invoke with a callback in the place of the parameters loses it',
    api: 'getNetworkType',
    parameters: { how: 'callback only' },
    expected: { callbacks: [] },
  },
  {
    title: 'an API of no client',
    api: 'anApiOfNoClient',
    expected: answered(expect.stringMatching(/function_not_exist|fail/)),
  },
]

const GATED: readonly ContractCheck[] = [
  {
    title: 'sendAppMessage of an unverified page is refused',
    api: 'sendAppMessage',
    parameters: { title: 'Autumn', link: 'https://www.example.com/' },
    expected: answered(expect.stringMatching(/^sendAppMessage:fail|^send_app_msg:fail|:access_denied/)),
  },
  {
    title: 'chooseImage of an unverified page is refused',
    api: 'chooseImage',
    expected: answered(expect.stringMatching(/^chooseImage:fail/)),
  },
  {
    title: 'the handler of an unverified page is not heard: the page is shared by default',
    api: 'wait for the menu',
    meanwhile: ['press', 'menuItem:share:appMessage'],
    expected: {
      callbacks: [],
      returned: {
        source: 'default',
        title: 'A page of 2013',
        imgUrl: expect.stringMatching(/\/large\.svg$/),
        link: expect.stringContaining('/bare-bridge.html'),
        problems: expect.arrayContaining(['not-set']),
      },
    },
  },
]

const CARD = { title: 'Autumn on the river', link: 'https://www.example.com/share', source: 'menu-handler' }

const VERIFIED: readonly ContractCheck[] = [
  {
    title: 'menu:share:appmessage is heard, and sends the card of the page',
    api: 'wait for the menu',
    meanwhile: ['press', 'menuItem:share:appMessage'],
    expected: {
      ...answered(expect.stringMatching(/^send_app_msg:(confirm|ok)$/)),
      returned: { ...CARD, desc: 'Twelve walks', imgUrl: 'https://www.example.com/share.png' },
    },
  },
  {
    title: 'menu:share:timeline is heard, and shares the card of the page',
    api: 'wait for the menu',
    meanwhile: ['press', 'menuItem:share:timeline'],
    expected: {
      ...answered('share_timeline:ok'),
      returned: { ...CARD, imgUrl: 'https://www.example.com/timeline.png' },
    },
  },
  {
    title: 'the user cancels sending',
    api: 'wait for the menu',
    before: [['answer', 'onMenuShareAppMessage', 'cancel', { times: 1 }]],
    meanwhile: ['press', 'menuItem:share:appMessage'],
    expected: { ...answered('send_app_msg:cancel'), returned: null },
  },
  {
    title: 'the user cancels sharing',
    api: 'wait for the menu',
    before: [['answer', 'onMenuShareTimeline', 'cancel', { times: 1 }]],
    meanwhile: ['press', 'menuItem:share:timeline'],
    expected: { ...answered('share_timeline:cancel'), returned: null },
  },
]

const CLOSING: ContractCheck = {
  title: 'closeWindow closes the page, and nothing is answered',
  api: 'closeWindow',
  afterwards: ['press', 'menuItem:copyUrl'],
  expected: { callbacks: [], thrown: expect.stringContaining('closeWindow') },
}

const PAYMENTS: readonly ContractCheck[] = [
  {
    title: 'the user pays',
    api: 'pay',
    expected: { callbacks: ['success', 'complete'], result: { err_msg: 'get_brand_wcpay_request:ok' } },
  },
  {
    title: 'the user cancels',
    api: 'pay',
    before: [['answer', 'chooseWXPay', 'cancel', { times: 1 }]],
    expected: { callbacks: ['cancel', 'complete'], result: { err_msg: 'get_brand_wcpay_request:cancel' } },
  },
  {
    title: 'the payment fails',
    api: 'pay',
    before: [['answer', 'chooseWXPay', { error: 'no money' }, { times: 1 }]],
    expected: {
      callbacks: ['fail', 'complete'],
      result: { err_msg: expect.stringMatching(/^get_brand_wcpay_request:fail/) },
    },
  },
]

describe.each(KINDS)('on %s', client => {
  describe('a page that only listens for the bridge', () => {
    testChecks(contract, { file: 'bare-bridge', simulator: { client } }, [...UNGATED, ...GATED, CLOSING])
  })
  describe('a page that verifies itself over the bridge', () => {
    const reports = ['preVerifyJSAPI:ok', 'ready', 'trigger friend', 'trigger friend']
    testChecks(contract, { file: 'verified-bridge', simulator: { client } }, VERIFIED, reports)
  })
  describe.each([
    ['after the scripts', 'after-scripts'],
    ['before the scripts', 'sync'],
    ['late', 50],
  ] as const)('a pay page, and the bridge comes %s', (_, bridgeReady) => {
    testChecks(contract, { file: 'old-pay', simulator: { client, bridgeReady } }, PAYMENTS)
  })
})
