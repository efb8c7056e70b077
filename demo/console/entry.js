/** One API: names, editable parameters, button and result. */
import { h } from '../common/dom.js'
import { readable } from '../common/format.js'
import { t } from '../common/language.js'
import { button, output, show, whileBusy } from '../common/run.js'
import { createEditor } from './editor.js'
import { remember } from './latest.js'

/** How many events an entry shows. */
const MAX_EVENTS = 5

/**
 * @param api a row of `apis.js`
 * @param press presses a button in the simulated menu; `undefined` in a real WeChat
 */
export function createEntry(wx, api, press) {
  const result = output()
  const images = h('div', { className: 'pictures' })
  const editor = api.parameters ? createEditor(api) : { read: () => undefined, fresh: () => {} }
  const buttons = buttonsOf({ wx, api, press, result, images, editor })
  return h(
    'li',
    { id: api.name },
    h(
      'div',
      { className: 'row' },
      h(
        'div',
        { className: 'what' },
        h('code', { className: 'name' }, api.name),
        h('span', { className: 'zh', lang: 'zh' }, api.chinese),
      ),
      h('div', { className: 'buttons' }, ...buttons),
    ),
    editor.element,
    result,
    images,
  )
}

function buttonsOf(entry) {
  const { api } = entry
  if (api.call)
    return [
      button(t('调用', 'Call'), () => call(entry), {
        className: 'run plain small',
        'aria-label': `${t('调用', 'Call')} ${api.name}`,
      }),
    ]
  return api.listen ? [listenButton(entry)] : shareButtons(entry)
}

async function call({ wx, api, result, images, editor }) {
  const values = editor.read()
  if (values instanceof SyntaxError) return
  const answer = await show(result, () => api.call(wx, values))
  await editor.fresh()
  if (answer === undefined) return
  if (api.pictures) images.replaceChildren(...api.pictures(answer).map(src => h('img', { src, alt: '' })))
  if (api.gives) remember(api.gives(answer))
}

function listenButton({ wx, api, result }) {
  const labels = [t('监听', 'Listen'), t('停止', 'Stop')]
  let off
  const element = h(
    'button',
    { type: 'button', className: 'run plain small', 'aria-pressed': 'false' },
    labels[0],
  )
  element.setAttribute('aria-label', `${labels[0]} ${api.name}`)
  element.onclick = () => {
    if (off) off()
    off = off ? undefined : api.listen(wx, event => addLine(result, readable(event)))
    element.textContent = labels[off ? 1 : 0]
    element.setAttribute('aria-pressed', String(Boolean(off)))
    if (off) addLine(result, t('正在监听', 'listening'))
  }
  return element
}

/** Sets what a button of the menu shares, and presses that button. */
function shareButtons({ wx, api, press, result, editor }) {
  let off
  const pressButton = h(
    'button',
    { type: 'button', className: 'press plain small', hidden: !press, disabled: true },
    t('点菜单按钮', 'Press it'),
  )
  pressButton.onclick = () => press(api.button)
  const set = h('button', { type: 'button', className: 'run plain small' }, t('设置', 'Set'))
  set.setAttribute('aria-label', `${t('设置', 'Set')} ${api.name}`)
  set.onclick = () =>
    whileBusy(set, async () => {
      const data = editor.read()
      if (data instanceof SyntaxError) return
      off?.()
      try {
        off = api.share(wx, data, {
          trigger: () => addLine(result, t('trigger：点击了按钮', 'trigger: the button was pressed')),
          success: ({ errMsg }) => addLine(result, `success: ${errMsg}`),
          cancel: ({ errMsg }) => addLine(result, `cancel: ${errMsg}`),
        })
        addLine(
          result,
          t('已设置，从右上角菜单分享', 'set: now share from the menu in the upper right corner'),
        )
        pressButton.disabled = false
      } catch (error) {
        await show(result, () => Promise.reject(error))
      }
    })
  return [pressButton, set]
}

function addLine(result, line) {
  const now = new Date().toLocaleTimeString('en-GB')
  const lines = result.hidden ? [] : result.textContent.split('\n')
  result.hidden = false
  result.dataset.state = 'done'
  result.textContent = [`${now}  ${line}`, ...lines].slice(0, MAX_EVENTS).join('\n')
}
