/** Light or dark: what was chosen on the stage, or the system's. */
const KEY = 'demo-theme'

export const chosenTheme = () => localStorage.getItem(KEY) ?? 'auto'

/** @param {'auto' | 'light' | 'dark'} theme */
export function saveTheme(theme) {
  localStorage.setItem(KEY, theme)
  apply()
}

/** Also follows a choice that is made in another document, such as the one around this frame. */
export function followTheme() {
  apply()
  addEventListener('storage', apply)
}

function apply() {
  document.documentElement.dataset.theme = chosenTheme()
}
