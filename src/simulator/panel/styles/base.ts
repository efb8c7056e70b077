/** Elements and the components of `ui/`. */
export const BASE = `
*, *::before, *::after { box-sizing: border-box }
:where(h2, h3, p, ul, ol, dl, dd, figure) { margin: 0; padding: 0 }
:where(ul, ol) { list-style: none }
:where(h2) { font-size: 17px; line-height: 24px; font-weight: 600 }
:where(h3) { font-size: 13px; line-height: 18px; font-weight: 500; color: var(--wr-soft) }
svg { display: block; flex: none }
button, input, select, textarea { font: inherit; color: inherit; margin: 0; letter-spacing: inherit }
button { appearance: none; background: none; border: 0; padding: 0; cursor: pointer; -webkit-tap-highlight-color: transparent }
button:disabled { cursor: default; opacity: .45 }
:focus { outline: none }
:focus-visible { outline: 2px solid var(--wr-accent); outline-offset: 2px }
.soft { color: var(--wr-soft) }
.small { font-size: 13px; line-height: 20px }
.mono { font-family: var(--wr-mono); font-size: 13px; overflow-wrap: anywhere }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.button {
  min-height: 44px; padding: 0 20px; border-radius: 8px; font-weight: 500; font-size: 16px; text-align: center;
  background: var(--wr-surface); color: var(--wr-text); box-shadow: inset 0 0 0 1px var(--wr-line);
}
.button:hover { background: var(--wr-press) }
.button.primary { background: var(--wr-accent); color: var(--wr-on-accent); box-shadow: none }
.button.primary:hover { filter: brightness(1.08) }
.button.danger { color: var(--wr-danger) }
.button.compact { min-height: 32px; padding: 0 12px; font-size: 14px; border-radius: 6px }
.buttons { display: flex; gap: 12px; margin-top: 20px }
.buttons > .button { flex: 1 1 0; padding: 0 8px }
.icon-button { display: grid; place-items: center; width: 36px; height: 36px; border-radius: 8px }
.icon-button:hover { background: var(--wr-press) }

.field { display: block }
.field > span { display: block; margin-bottom: 6px; font-size: 13px; line-height: 18px; color: var(--wr-soft) }
.field + .field, .field + .fields, .fields + .field { margin-top: 16px }
.fields { display: flex; gap: 12px }
.fields > .field { flex: 1 1 0; min-width: 0; margin-top: 0 }
.input {
  display: block; width: 100%; min-height: 40px; padding: 8px 12px; border-radius: 8px; font-size: 15px; line-height: 22px;
  background: var(--wr-surface); border: 1px solid var(--wr-border);
}
textarea.input { resize: vertical; min-height: 68px }
.field + .check, .fields + .check { margin-top: 8px }
.check { display: flex; align-items: flex-start; gap: 10px; padding: 8px 0; cursor: pointer }
.check > input { flex: none; width: 18px; height: 18px; margin: 2px 0 0; accent-color: var(--wr-accent) }

.list { border-radius: 10px; overflow: hidden; background: var(--wr-surface) }
.list > li + li { box-shadow: inset 0 1px 0 var(--wr-line) }
.row { display: flex; align-items: center; gap: 12px; width: 100%; min-height: 52px; padding: 8px 16px; text-align: start }
button.row:hover { background: var(--wr-press) }
button.row:focus-visible, summary:focus-visible { outline-offset: -3px; border-radius: 10px }
.row > .grow { flex: 1 1 auto; min-width: 0; overflow-wrap: anywhere }
.note { padding: 10px 12px; border-radius: 8px; font-size: 13px; line-height: 20px; background: var(--wr-warn-ground); color: var(--wr-warn) }
.note.plain { background: var(--wr-ground); color: var(--wr-soft) }
.avatar {
  flex: none; display: grid; place-items: center; width: 40px; height: 40px; border-radius: 6px; font-size: 16px;
  color: #fff; background: #3d6a99;
}

.sheet {
  position: fixed; inset: auto 0 0 0; margin: 0 auto; padding: 0; border: 0; width: 100%; max-width: none; max-height: 88%;
  color: var(--wr-text); background: var(--wr-sheet); border-radius: 14px 14px 0 0; overflow: hidden; flex-direction: column;
}
.sheet[open] { display: flex }
.sheet::backdrop { background: rgb(0 0 0 / 50%) }
.sheet > .head { flex: none; display: flex; align-items: center; gap: 8px; padding: 14px 12px 10px 20px }
.sheet > .head > h2 { flex: 1 1 auto; min-width: 0 }
.sheet > .body { overflow: auto; overscroll-behavior: contain; padding: 4px 20px max(20px, env(safe-area-inset-bottom)) }
.sheet.dark { background: #000 }
.sheet.full { inset: 0; max-height: none; height: 100%; border-radius: 0 }
@media (min-width: 600px) {
  .sheet { inset: 0; margin: auto; width: 420px; height: fit-content; max-height: min(88%, 760px); border-radius: 14px; box-shadow: var(--wr-shadow) }
  .sheet.full { width: 420px; height: min(88%, 760px); border-radius: 14px }
}
@media (prefers-reduced-motion: no-preference) {
  .sheet[open] { animation: wr-rise .22s cubic-bezier(.2, .8, .3, 1) }
  @keyframes wr-rise { from { transform: translateY(24px); opacity: 0 } }
}

.tabs { display: flex; gap: 4px }
.tab { position: relative; min-height: 44px; padding: 0 12px; font-size: 15px; color: var(--wr-soft) }
.tab:hover { color: var(--wr-text) }
.tab[aria-selected='true'] { color: var(--wr-text); font-weight: 600 }
.tab[aria-selected='true']::after { content: ''; position: absolute; inset: auto 12px 0; height: 2px; border-radius: 1px; background: var(--wr-accent) }
.tab:focus-visible { outline-offset: -4px; border-radius: 8px }

.toast {
  position: fixed; inset: auto 16px 32px; width: fit-content; max-width: min(420px, calc(100% - 32px)); margin: 0 auto; padding: 12px 18px;
  border-radius: 10px; font-size: 15px; line-height: 22px; color: #fff; background: rgb(40 40 40 / 96%); pointer-events: none;
  overflow-wrap: anywhere;
}
.toast:empty { display: none }
`
