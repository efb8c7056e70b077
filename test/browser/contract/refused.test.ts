import { describe } from 'vitest'
import type { ContractCheck } from '../../support/contract-run.js'
import { VENDOR_VERSIONS } from '../../support/vendor-scripts.js'
import { KINDS } from './clients.js'
import { setUpContract, testChecks } from './contract.js'

/** Pages that WeChat's script cannot verify: `error`, then `ready`, and what calls get afterwards. */
const contract = setUpContract()

const CHECKS: readonly ContractCheck[] = [
  {
    title: 'an API needs the verification',
    api: 'chooseImage',
    expected: {
      callbacks: ['fail', 'complete'],
      result: { errMsg: 'chooseImage:the permission value is offline verifying' },
    },
  },
  {
    title: 'getNetworkType does not',
    api: 'getNetworkType',
    expected: { callbacks: ['success', 'complete'], result: { networkType: 'wifi' } },
  },
]

describe.each(VENDOR_VERSIONS)('WeChat’s script %s', release => {
  describe.each(KINDS)('on %s', client => {
    // The script compares versions as text: it tells of no error where WeChat counts from 1.0.
    const reportsFor = (error: string) =>
      client === 'harmony' ? ['ready'] : [`error config:${error}`, 'ready']
    const page = { file: 'refused', release, simulator: { client } }

    describe('a wrong signature', () => {
      const wrong = { ...page, signature: '0'.repeat(40), jsApiList: ['chooseImage'] }
      testChecks(contract, wrong, CHECKS, reportsFor('invalid signature'))
    })
    describe('an empty list of APIs', () => {
      testChecks(contract, page, CHECKS, reportsFor('invalid args'))
    })
  })
})
