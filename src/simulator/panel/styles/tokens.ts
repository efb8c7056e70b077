import { DARK, FONTS, LIGHT } from '../../../inspector/view/palette.js'

/** The host element and the design tokens. Lengths are in px: the page decides what a rem is. */
export const TOKENS: string = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 auto auto 0 !important;
  display: block !important;
  width: 0 !important;
  height: 0 !important;
  overflow: visible !important;
  visibility: visible !important;
  opacity: 1 !important;
  direction: ltr !important;
  z-index: 2147483647 !important;
}
:host::backdrop { display: none }
.panel {
${LIGHT}${FONTS}  color: var(--wr-text);
  text-align: start;
  -webkit-text-size-adjust: none;
  text-size-adjust: none;
}
.panel[data-theme='dark'], .dark {
${DARK}}
`
