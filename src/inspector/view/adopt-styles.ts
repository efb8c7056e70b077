/**
 * Styles a shadow root. Style sheets that are constructed are not subject to the page's content security policy. Browsers
 * without them get an element, which needs its nonce.
 */
export function adoptStyles(root: ShadowRoot, styles: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.nonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? ''
    style.textContent = styles
    root.append(style)
  }
}
