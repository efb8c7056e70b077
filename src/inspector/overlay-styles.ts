import { DARK, FONTS, LIGHT } from './view/palette.js'
import { VIEW_STYLES } from './view/styles.js'

/** The palette by the color scheme of the phone, or by `data-theme` of the host. */
const THEMES = `
.wi-base { ${LIGHT} ${FONTS} }
@media (prefers-color-scheme: dark) { .wi-base { ${DARK} } }
:host([data-theme='light']) .wi-base { ${LIGHT} }
:host([data-theme='dark']) .wi-base { ${DARK} }
`

const PARTS = `
*, *::before, *::after { box-sizing: border-box }
.wi-base { color: var(--wr-text); text-align: start; -webkit-text-size-adjust: none; text-size-adjust: none }
:focus { outline: none }
.wi-button:focus-visible, .wi-search:focus-visible, .wi-pill:focus-visible, a:focus-visible, textarea:focus-visible {
  outline: 2px solid var(--wr-accent) !important; outline-offset: 2px
}
.wi-status { display: inline-block; width: 10px; height: 10px; border-radius: 5px; background: var(--wr-border) }
.wi-status[data-state='ready'] { background: var(--wr-accent) }
.wi-status[data-state='failed'] { background: var(--wr-danger); border-radius: 2px; transform: rotate(45deg) scale(.9) }
.wi-status[data-state='verifying'] { background: none; box-shadow: inset 0 0 0 2px var(--wr-accent) }
.wi-tabs > header { flex: none; display: flex; align-items: center; gap: 8px; padding: 6px 12px 0; box-shadow: inset 0 -1px 0 var(--wr-line) }
.wi-tabs > header > .wi-segments { flex: 1 1 auto; margin-inline-end: auto; max-width: 220px }
.wi-tabs > header > .wi-segments span { box-shadow: none }
.wi-tabs > header > .wi-segments input:checked + span { box-shadow: inset 0 -2px 0 var(--wr-accent) }
.wi-tabs > header > .wi-button { padding: 0; display: grid; place-items: center; background: none; box-shadow: none }
.wi-tabs > header > .wi-button:hover { background: var(--wr-press) }
.wi-state { display: grid; gap: 16px; padding: 14px 16px }
.wi-state .wi-flush { padding: 0 }
.wi-buttons { display: flex; flex-wrap: wrap; gap: 8px }
`

/** For a tab of vConsole, which has a frame and scrolls. */
export const TAB_STYLES: string = `
:host { all: initial; display: block }
${THEMES}
${PARTS}
${VIEW_STYLES}
.wi-tabs { background: var(--wr-ground); min-height: 100% }
`

/** For the element above the page. */
export const OVERLAY_STYLES: string = `
:host {
  all: initial !important; position: fixed !important; inset: auto auto 0 0 !important; display: block !important;
  width: 0 !important; height: 0 !important; overflow: visible !important; z-index: 2147483646 !important;
}
${THEMES}
${PARTS}
${VIEW_STYLES}
.wi-overlay {
  position: fixed; inset: auto 0 0 0; display: flex; flex-direction: column; height: 68vh; height: 68dvh;
  background: var(--wr-ground); border-radius: 14px 14px 0 0; overflow: hidden; box-shadow: var(--wr-shadow);
}
.wi-overlay > .wi-tabs { flex: 1 1 0; min-height: 0; display: flex; flex-direction: column }
.wi-body { flex: 1 1 auto; overflow: auto; overscroll-behavior: contain; padding-bottom: env(safe-area-inset-bottom) }
.wi-pill {
  position: fixed; left: calc(12px + env(safe-area-inset-left)); bottom: calc(16px + env(safe-area-inset-bottom));
  display: flex; align-items: center; gap: 8px; min-width: 64px; min-height: 44px; padding: 0 16px; margin: 0; border: 0; border-radius: 22px;
  background: var(--wr-surface); color: var(--wr-text); box-shadow: var(--wr-shadow); font: inherit; font-weight: 600; cursor: pointer;
}
@media (min-width: 768px) {
  .wi-overlay { inset: auto 16px 16px auto; width: 440px; height: min(78vh, 760px); border-radius: 14px }
}
`
