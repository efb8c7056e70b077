/** The capsule, the title bar, the dock, and what covers the whole page. */
export const FRAME = `
.frame-button { display: grid; place-items: center; width: 44px; height: 36px; border-radius: 18px; color: var(--wr-text) }
.frame-button:hover { background: var(--wr-press) }
.frame-button:focus-visible { outline-offset: -3px }
.frame-button path { stroke-width: 1.8 }
.frame-button.dots path { stroke-width: 3.4 }

.capsule {
  position: fixed; right: var(--wr-right); display: flex; border-radius: 18px; touch-action: none; user-select: none; -webkit-user-select: none;
  background: var(--wr-surface); box-shadow: 0 0 0 1px var(--wr-line), 0 2px 10px rgb(0 0 0 / 14%);
}
.capsule > .frame-button + .frame-button { box-shadow: -1px 0 0 -0px var(--wr-line) }

.title-bar {
  position: fixed; inset: 0 0 auto; display: flex; align-items: center; height: 44px; padding: 0 6px;
  background: var(--wr-ground); box-shadow: inset 0 -1px 0 var(--wr-line);
}
.title-bar > .title {
  flex: 1 1 auto; min-width: 0; margin: 0 8px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
  font-size: 17px; font-weight: 500; text-align: center;
}

.dock {
  position: fixed; inset: auto 0 0; height: 60%; max-height: 560px; display: flex; flex-direction: column; overflow: hidden;
  background: var(--wr-sheet); border-radius: 14px 14px 0 0; box-shadow: var(--wr-shadow);
}
.dock > .head {
  flex: none; display: flex; align-items: center; justify-content: space-between; padding: 2px 8px; box-shadow: inset 0 -1px 0 var(--wr-line);
}
.dock > .body { flex: 1 1 auto; overflow: auto; overscroll-behavior: contain; padding: 16px 20px 24px }
.dock > .body:focus-visible { outline-offset: -3px }
@media (min-width: 900px) {
  .dock { inset: 0 0 0 auto; width: 400px; height: 100%; max-height: none; border-radius: 0 }
  .dock ~ .capsule { right: max(var(--wr-right), 412px) }
  .dock ~ .title-bar { right: 400px }
}
.section { max-width: 560px; margin-inline: auto }
.section + .section { margin-top: 32px }
.section > h2 { margin-bottom: 12px; font-size: 15px; line-height: 22px }

.closed { margin: 0; padding: 24px; border: 0; width: 100%; height: 100%; max-width: none; max-height: none; background: var(--wr-ground); color: var(--wr-text) }
.closed[open] { display: grid; place-items: center; text-align: center }
.closed .button { margin-top: 24px; min-width: 180px }

.indicator {
  position: fixed; inset: 64px 0 auto; width: fit-content; margin: 0 auto; display: flex; align-items: center; gap: 10px; padding: 6px 6px 6px 16px;
  border-radius: 22px; background: var(--wr-surface); box-shadow: var(--wr-shadow); font-variant-numeric: tabular-nums;
}
.indicator > span { display: flex; align-items: center; gap: 8px; padding-inline-end: 10px; min-height: 32px }
.indicator .live { color: var(--wr-danger) }
`
