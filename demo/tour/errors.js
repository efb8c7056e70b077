/** Errors on purpose: each with its code, its hint, and what to check. */
import { createWx } from 'wx-ready'
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { button, output, show } from '../common/run.js'
import { errorOutsideWeChat } from './outside.js'

export const errors = {
  id: 'errors',
  title: t('故意出错', 'Errors on purpose'),
  shortTitle: t('出错', 'Errors'),
  lead: t(
    '每个错误都是 WxError，有错误码和提示；wx-ready/explain 给出完整的排查清单。',
    'Each failure is a WxError with a code and a hint. wx-ready/explain has the check-list.',
  ),
  needsSimulator: true,
  content(tour) {
    const result = output()
    const buttons = FAILURES.map(({ label, fail }) =>
      button(label, () => show(result, () => fail(tour)), { className: 'plain small' }),
    )
    return [h('div', { className: 'actions' }, ...buttons), result]
  },
}

const FAILURES = [
  { label: t('签名错误', 'Wrong signature'), fail: wrongSignature },
  { label: t('签名接口不可用', 'Endpoint down'), fail: endpointDown },
  { label: t('公众号没有接口权限', 'No permission'), fail: noPermission },
  { label: t('用户取消', 'The user cancels'), fail: userCancels },
  { label: t('不在微信中', 'Outside WeChat'), fail: errorOutsideWeChat },
]

async function wrongSignature({ wx, script }) {
  const signature = async ({ url }) => {
    const response = await fetch(`/wx/signature?url=${encodeURIComponent(url)}`)
    return { ...(await response.json()), signature: '0'.repeat(40) }
  }
  await failWith(wx, { signature, script })
}

function endpointDown({ wx, script }) {
  return failWith(wx, { signature: '/no/such/endpoint', script })
}

/** With a `wx` of its own, for the time of the error. */
async function failWith(wx, options) {
  const broken = createWx({ ...options, onError() {} })
  try {
    await broken.ready()
  } finally {
    broken.dispose()
    // The client has one verification for all of the page.
    wx.refresh().catch(() => {})
  }
}

async function noPermission({ wx, simulator }) {
  simulator.deny('startSearchBeacons')
  return wx.startSearchBeacons()
}

async function userCancels({ wx, simulator }) {
  simulator.answer('openAddress', 'cancel', { times: 1 })
  return wx.openAddress()
}
