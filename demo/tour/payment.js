/** A payment: the server signs the order, the user confirms or cancels. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { button, output, show } from '../common/run.js'
import { post } from '../common/server.js'

export const payment = {
  id: 'payment',
  title: t('微信支付', 'Payment'),
  shortTitle: t('支付', 'Payment'),
  lead: t(
    '服务端用商户私钥签名，模拟平台像微信一样验签。试试支付，也试试取消。',
    'The server signs the order with the merchant’s key, and it is verified as WeChat does. Pay, and also cancel.',
  ),
  code: [pay],
  serverCode: 'await signPayV3({ appId, package: order, sign: merchantKey })',
  content({ wx }) {
    const result = output()
    const paid = () =>
      t(
        '支付成功。发货以服务端收到的支付通知为准。',
        'Paid. The server learns it from WeChat Pay’s notification.',
      )
    return [
      h(
        'div',
        { className: 'actions' },
        button(t('支付 ¥25.00', 'Pay ¥25.00'), () => show(result, () => pay(wx), paid)),
      ),
      result,
    ]
  },
}

async function pay(wx) {
  const order = await post('/demo/payments')
  await wx.chooseWXPay(order)
}
