/** Cards (卡券): the server signs them with the account's ticket for cards. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { button, output, show } from '../common/run.js'
import { post } from '../common/server.js'

export const cards = {
  id: 'cards',
  title: t('卡券', 'Cards'),
  lead: t(
    '领取卡券和选择卡券都需要服务端签名，每个 cardExt 只能用一次。',
    'Adding a card and choosing one need a signature of the server. Each cardExt is accepted once.',
  ),
  code: [addCard, chooseCard],
  serverCode: 'await account.cardExt({ cardId })\nawait account.cardSign({ cardType })',
  content({ wx }) {
    const result = output()
    return [
      h(
        'div',
        { className: 'actions' },
        button(t('领取卡券', 'Add a card'), () => show(result, () => addCard(wx))),
        button(t('选择卡券', 'Choose a card'), () => show(result, () => chooseCard(wx)), {
          className: 'plain',
        }),
      ),
      result,
    ]
  },
}

async function addCard(wx) {
  const card = await post('/demo/cards')
  return wx.addCard({ cardList: [card] })
}

async function chooseCard(wx) {
  const filter = await post('/demo/card-filters')
  return wx.chooseCard(filter)
}
