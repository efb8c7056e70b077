/** What crosses the bridge: each call of the page with its parameters and its answer, and what was verified. */
import { h } from '../common/dom.js'
import { inMs, readable } from '../common/format.js'
import { t } from '../common/language.js'

/** How many of the last calls are shown. */
const MAX_CALLS = 60

export function createBridgeLog() {
  const verified = h('div', { className: 'verified' }, ...verificationOf())
  const list = h('ol', { className: 'calls', 'aria-label': t('调用记录', 'Calls') })
  let rows = new Map()
  return {
    element: h(
      'section',
      { className: 'bridge', 'aria-label': t('桥接调用', 'The bridge') },
      h('h2', {}, t('经过 WeixinJSBridge 的调用', 'What crosses the bridge')),
      verified,
      list,
      h(
        'p',
        { className: 'note' },
        t(
          '手机右上角的圆圈可以打开工具：分享卡片、调试和设置。',
          'The circle at the top right of the phone opens the tools: cards, inspector and settings.',
        ),
      ),
    ),
    update({ calls, verifications }) {
      verified.replaceChildren(...verificationOf(verifications.at(-1)))
      const shown = calls.slice(-MAX_CALLS)
      for (const [call, { element }] of rows) if (!shown.includes(call)) element.remove()
      rows = new Map(shown.map(call => [call, updated(rows.get(call) ?? createRow(call), call)]))
      // What is in the list already stays in its place, with the focus and what is open.
      for (const { element } of rows.values()) if (!element.isConnected) list.prepend(element)
    },
  }
}

function verificationOf(verification) {
  if (!verification) return [t('页面尚未验证。', 'The page is not verified yet.')]
  const { ok, refusal, checkedUrl, signedUrl } = verification
  const status = ok ? t('签名通过', 'Signature accepted') : t('签名被拒绝', 'Signature refused')
  const facts = [
    [t('校验的 URL', 'URL checked'), checkedUrl],
    [t('签名的 URL', 'URL signed'), ok ? checkedUrl : (signedUrl ?? t('未知', 'unknown'))],
    ...(refusal ? [[t('原因', 'Reason'), refusal]] : []),
  ]
  return [
    h('p', { className: ok ? 'status ok' : 'status refused' }, status),
    h(
      'dl',
      { className: 'facts' },
      ...facts.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
    ),
  ]
}

function createRow(call) {
  const time = h('span', { className: 'time' }, '…')
  const dot = h('span', { className: 'dot', role: 'img' })
  const answer = h('pre', { tabIndex: 0 })
  const element = h(
    'li',
    {},
    h(
      'details',
      {},
      h('summary', {}, dot, h('code', {}, call.name), time),
      h('p', {}, t('参数', 'Parameters')),
      h('pre', { tabIndex: 0 }, readable(call.parameters, 400)),
      h('p', {}, t('结果', 'Answer')),
      answer,
    ),
  )
  return { element, time, dot, answer, isAnswered: false }
}

/** Shows the answer of a call, once it has one. */
function updated(row, { answer, duration, reason }) {
  if (row.isAnswered || answer === undefined) return row
  const isOk = /:ok$/.test(answer?.err_msg ?? '')
  row.time.textContent = duration === undefined ? '' : inMs(duration)
  row.dot.dataset.ok = String(isOk)
  row.dot.setAttribute('aria-label', isOk ? t('成功', 'ok') : t('失败', 'failed'))
  row.answer.textContent = [readable(answer, 400), reason && REASONS[reason]].filter(Boolean).join('\n')
  row.isAnswered = true
  return row
}

const REASONS = {
  'not-verified': t('原因：当前 URL 未通过验证', 'Why: the current URL is not verified'),
  'not-listed': t('原因：不在 jsApiList 中', 'Why: it is not in jsApiList'),
  denied: t('原因：公众号没有该接口的权限', 'Why: the account has no permission'),
  unsupported: t('原因：客户端没有该接口', 'Why: the client does not have it'),
}
