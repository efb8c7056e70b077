/** Scanning a code. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { button, output, show } from '../common/run.js'

export const scan = {
  id: 'scan',
  title: t('扫一扫', 'Scan a code'),
  shortTitle: t('扫一扫', 'Scan'),
  lead: t(
    '在电脑上可以输入内容，也可以选一张二维码图片来识别。',
    'On a computer, type what the code says, or take a picture of a QR code: it is decoded.',
  ),
  code: [scanCode],
  content({ wx }) {
    const result = output()
    const text = resultStr => h('code', {}, resultStr)
    return [
      h(
        'div',
        { className: 'actions' },
        button(t('扫码', 'Scan'), () => show(result, () => scanCode(wx), text)),
      ),
      result,
    ]
  },
}

async function scanCode(wx) {
  const { resultStr } = await wx.scanQRCode({ needResult: 1 })
  return resultStr
}
