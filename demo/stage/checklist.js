/** What to try. Each item is ticked once the visitor has done it. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { get } from '../common/server.js'

const KEY = 'demo-done'

/** `section`: where the page does it. `isDone`: from what the simulator has seen. */
const ITEMS = [
  {
    id: 'share',
    section: 'share',
    text: t('点「···」，发送给朋友，看收到的卡片', 'Press “···”, send to a friend, see the card'),
    isDone: ({ shared }) => shared.some(({ item }) => item === 'menuItem:share:appMessage'),
  },
  {
    id: 'pictures',
    section: 'pictures',
    text: t('选择自己的图片', 'Choose pictures of your own'),
    isDone: ({ calls }) => calls.some(isAnswered('chooseImage', /:ok$/)),
  },
  {
    id: 'upload',
    section: 'pictures',
    text: t('上传，看服务端下载的图片', 'Upload them, see what the server has'),
    isDone: ({ calls }) => calls.some(isAnswered('uploadImage', /:ok$/)),
  },
  {
    id: 'pay',
    section: 'payment',
    text: t('支付一次，取消一次', 'Pay once, cancel once'),
    isDone: ({ calls }) =>
      calls.some(isAnswered('chooseWXPay', /:ok$/)) && calls.some(isAnswered('chooseWXPay', /:cancel/)),
  },
  {
    id: 'scan',
    section: 'scan',
    text: t('扫一个二维码', 'Scan a code'),
    isDone: ({ calls }) => calls.some(isAnswered('scanQRCode', /:ok$/)),
  },
  { id: 'sign-in', section: 'sign-in', text: t('用微信登录', 'Sign in with WeChat') },
  {
    id: 'routes',
    section: 'routes',
    text: t('切换路由，看签名的 URL', 'Change the route, see which URL is signed'),
    isDone: ({ calls }) => calls.some(({ url }) => new URL(url).pathname.startsWith('/route/')),
  },
  {
    id: 'errors',
    section: 'errors',
    text: t('故意出错，看排查清单', 'Break something, read what to check'),
    isDone: ({ calls, verifications }) =>
      verifications.some(({ ok }) => !ok) || calls.some(({ reason }) => reason === 'denied'),
  },
]

export function createChecklist(phone) {
  const done = new Set(JSON.parse(sessionStorage.getItem(KEY) ?? '[]'))
  const rows = new Map(ITEMS.map(item => [item.id, rowOf(item, phone)]))
  const count = h('span', { className: 'count', role: 'status' })
  const draw = () => {
    for (const [id, row] of rows) {
      row.dataset.done = String(done.has(id))
      row
        .querySelector('.tick')
        .setAttribute('aria-label', done.has(id) ? t('已完成', 'done') : t('未完成', 'to do'))
    }
    count.textContent = `${done.size}/${ITEMS.length}`
  }
  const tick = ids => {
    for (const id of ids) done.add(id)
    sessionStorage.setItem(KEY, JSON.stringify([...done]))
    draw()
  }
  // Who is signed in is not the simulator's business: the server knows it.
  phone.onLoad(async () => {
    if (await get('/demo/me')) tick(['sign-in'])
  })
  draw()
  return {
    element: h(
      'section',
      { className: 'checklist' },
      h('h2', {}, t('试一试', 'Try it'), count),
      h('ol', {}, ...rows.values()),
    ),
    update(simulator) {
      const fresh = ITEMS.filter(({ id, isDone }) => !done.has(id) && isDone?.(simulator))
      if (fresh.length > 0) tick(fresh.map(({ id }) => id))
    },
  }
}

function rowOf({ section, text }, phone) {
  const go = h('button', { type: 'button', onclick: () => phone.goTo(section) }, text)
  return h('li', {}, h('span', { className: 'tick', role: 'img' }), go)
}

function isAnswered(api, message) {
  return ({ name, answer }) => name === api && message.test(answer?.err_msg ?? '')
}
