/** The size of the text, which the user sets in the menu (调整字体). */
export interface FontSize {
  /** The size after the present one, as the client sends it with `menu:setfont`. */
  next(): { fontSize: string; fontScale: string }
  /** Applies a size, the user's or the page's (`setFontSizeCallback`). 0 is the standard. */
  apply(fontSize: unknown): void
  reset(): void
}

/** In percent. 2 is the standard. */
const SCALES: Readonly<Record<string, string>> = { 0: '100', 1: '80', 2: '100', 3: '120', 4: '140' }

const PROPERTY = '-webkit-text-size-adjust'

export function createFontSize(): FontSize {
  let current = 2
  let before: string | undefined
  return {
    next() {
      const fontSize = String((current % 4) + 1)
      return { fontSize, fontScale: SCALES[fontSize] as string }
    },
    apply(fontSize) {
      const { style } = window.document.documentElement
      before ??= style.getPropertyValue(PROPERTY)
      current = Number(fontSize) || 2
      style.setProperty(PROPERTY, `${SCALES[String(current)] ?? '100'}%`)
    },
    reset() {
      current = 2
      if (before !== undefined) window.document.documentElement.style.setProperty(PROPERTY, before)
      before = undefined
    },
  }
}
