/** An open tag (开放标签), which WeChat renders. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'

export const tags = {
  id: 'tags',
  title: t('开放标签', 'Open tags'),
  lead: t(
    '页面验证通过后，微信渲染这个标签。URL 变化后，新 URL 验证通过之前标签不可用。',
    'WeChat renders the element once the page is verified. After a change of the URL it works again once the new URL is verified.',
  ),
  content({ wx }) {
    const result = h('output', { className: 'result', id: 'told', hidden: true })
    const tell = (type, message) => {
      result.hidden = false
      result.dataset.state = type === 'error' ? 'failed' : 'done'
      result.textContent = [type, message].filter(Boolean).join(': ')
    }
    const tag = h('wx-open-launch-weapp', {
      id: 'launch',
      username: 'gh_0123456789ab',
      path: 'pages/index/index.html',
      innerHTML: TEMPLATE,
    })
    for (const type of ['ready', 'launch', 'error'])
      tag.addEventListener(type, ({ detail }) => tell(type, detail?.errMsg))
    document.addEventListener('WeixinOpenTagsError', ({ detail }) => tell('error', detail.errMsg))
    wx.ready().catch(() => {})
    return [h('div', { className: 'actions' }, tag), result]
  },
}

const TEMPLATE = `
<script type="text/wxtag-template">
  <style>
    button { min-height: 40px; padding: 7px 18px; border: 0; border-radius: 8px; background: #067a38; color: #fff; font: 600 15px system-ui; cursor: pointer }
  </style>
  <button>${t('打开小程序', 'Open a mini program')}</button>
</script>`
