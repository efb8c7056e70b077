/** What the phone, and the stage, are like. */
import { h } from '../common/dom.js'
import { language, saveLanguage, t } from '../common/language.js'
import { chosenTheme, saveTheme } from '../common/theme.js'

const CLIENTS = [
  ['android', 'Android'],
  ['ios', 'iOS'],
  ['harmony', 'HarmonyOS NEXT'],
  ['windows', 'Windows'],
  ['mac', 'macOS'],
  ['linux', 'Linux'],
]

const THEMES = [
  ['auto', t('跟随系统', 'System')],
  ['light', t('浅色', 'Light')],
  ['dark', t('深色', 'Dark')],
]

export function switches(phone) {
  const client = select(t('微信客户端', 'WeChat on'), CLIENTS, 'android', value =>
    phone.reload({ client: value }),
  )
  phone.onChange(simulator => {
    client.field.value = simulator.client
  })
  const languages = [
    ['zh', '中文'],
    ['en', 'English'],
  ]
  return h(
    'div',
    { className: 'switches' },
    client.label,
    select(t('语言', 'Language'), languages, language, value => {
      saveLanguage(value)
      location.reload()
    }).label,
    select(t('外观', 'Appearance'), THEMES, chosenTheme(), value => {
      saveTheme(value)
      phone.reload()
    }).label,
  )
}

function select(text, options, value, onChange) {
  const field = h('select', {}, ...options.map(([name, label]) => h('option', { value: name }, label)))
  field.value = value
  field.onchange = () => onChange(field.value)
  return { field, label: h('label', {}, text, field) }
}
