/** The first thing to see: "···", share, and the card. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'

const DATA = {
  title: t('秋日河畔', 'Autumn on the river'),
  desc: t('十二条步道，一张地图，免费入园。', 'Twelve walks, one map, no entrance fee.'),
  imgUrl: '/demo/cover.jpg',
}

export const share = {
  id: 'share',
  heading: 'h1',
  title: t('点右上角「···」，发送给朋友', 'Press “···” at the top right, and send this page to a friend'),
  lead: t(
    '分享内容已经设置好，发送后会看到好友收到的卡片。修改标题或描述，再发送一次。',
    'What it shares is already set: you see the card as your friend does. Change its text, and send it again.',
  ),
  code: [setShareData],
  content({ wx, simulator }) {
    const title = field(t('标题', 'Title'), DATA.title)
    const desc = field(t('描述', 'Description'), DATA.desc)
    const shared = h('p', { className: 'shared', role: 'status', hidden: true })
    const update = () =>
      setShareData(wx, {
        title: title.input.value || DATA.title,
        desc: desc.input.value,
        imgUrl: DATA.imgUrl,
      })
    for (const { input } of [title, desc]) input.oninput = update
    // A refused verification is shown by the state in the header.
    update()
    simulator?.subscribe(() => {
      const card = simulator.shared.at(-1)
      shared.hidden = !card
      if (card)
        shared.replaceChildren(h('strong', {}, t('已分享：', 'Shared: ')), `${card.title} · ${card.link}`)
    })
    return [
      h('form', { className: 'fields', onsubmit: event => event.preventDefault() }, title.label, desc.label),
      shared,
    ]
  },
}

function setShareData(wx, { title, desc, imgUrl }) {
  wx.share({ title, desc, imgUrl })
}

function field(text, value) {
  const input = h('input', { value, autocomplete: 'off' })
  return { input, label: h('label', {}, text, input) }
}
