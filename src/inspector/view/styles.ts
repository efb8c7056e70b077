/**
 * The style of the log and its details, for any root that has the palette. Lengths are in px: the page decides what a rem is.
 * Everything that is touched is at least 44 px high.
 */
export const VIEW_STYLES = `
.wi-toolbar { display: flex; flex-wrap: wrap; gap: 8px; padding: 8px 12px; align-items: center }
.wi-segments { display: flex; flex: 1 1 auto; margin: 0; padding: 0; border: 0; min-width: 0 }
.wi-segments > label { position: relative; flex: 1 1 auto; cursor: pointer; text-align: center }
.wi-segments input { position: absolute; opacity: 0; width: 100%; height: 100%; inset: 0; margin: 0; cursor: pointer }
.wi-segments span {
  display: block; padding: 0 10px; line-height: 44px; font-size: 14px; white-space: nowrap; color: var(--wr-soft);
  box-shadow: inset 0 -1px 0 var(--wr-line);
}
.wi-segments input:checked + span { color: var(--wr-text); font-weight: 600; box-shadow: inset 0 -2px 0 var(--wr-accent) }
.wi-segments input:focus-visible + span { outline: 2px solid var(--wr-accent); outline-offset: -2px; border-radius: 6px }
.wi-search, .wi-select {
  flex: 1 1 100px; min-width: 0; height: 44px; padding: 0 12px; border: 1px solid var(--wr-border); border-radius: 8px;
  background: var(--wr-surface); color: var(--wr-text); font: inherit; font-size: 16px; margin: 0; appearance: none;
}
.wi-select { flex: none; appearance: auto; padding: 0 4px 0 8px; max-width: 110px }
.wi-search::placeholder { color: var(--wr-soft); opacity: 1; font-size: 14px }
.wi-button {
  flex: none; min-height: 44px; min-width: 44px; padding: 0 12px; border: 0; border-radius: 8px; margin: 0; cursor: pointer;
  background: var(--wr-surface); color: var(--wr-text); font: inherit; font-size: 14px; font-weight: 500;
  box-shadow: inset 0 0 0 1px var(--wr-line); -webkit-tap-highlight-color: transparent;
}
.wi-button:hover { background: var(--wr-press) }
.wi-copy { flex: 1 1 100%; display: grid; gap: 8px; justify-items: start }
.wi-copy > p { margin: 0; font-size: 14px }
.wi-copy > textarea {
  width: 100%; box-sizing: border-box; padding: 8px; border: 1px solid var(--wr-border); border-radius: 8px; resize: vertical;
  background: var(--wr-surface); color: var(--wr-text); font: 16px/1.4 var(--wr-mono);
}

.wi-log { list-style: none; margin: 0; padding: 0; background: var(--wr-surface) }
.wi-log > li + li { box-shadow: inset 0 1px 0 var(--wr-line) }
.wi-line {
  display: flex; align-items: center; gap: 8px; width: 100%; min-height: 44px; padding: 6px 16px; margin: 0; border: 0;
  background: none; color: var(--wr-text); font: inherit; font-size: 14px; text-align: start; cursor: pointer;
  -webkit-tap-highlight-color: transparent;
}
.wi-line:hover { background: var(--wr-press) }
.wi-line:focus-visible { outline: 2px solid var(--wr-accent); outline-offset: -3px; border-radius: 8px }
.wi-dot { flex: none; width: 8px; height: 8px; border-radius: 4px; background: var(--wr-accent) }
[data-status='failed'] .wi-dot { background: var(--wr-danger); border-radius: 1px; transform: rotate(45deg) }
[data-status='cancelled'] .wi-dot { background: none; box-shadow: inset 0 0 0 2px var(--wr-soft) }
[data-status='pending'] .wi-dot { background: none; box-shadow: inset 0 0 0 2px var(--wr-accent) }
.wi-name { flex: 0 1 auto; min-width: 0; font-weight: 500; overflow-wrap: anywhere }
.wi-preview {
  flex: 1 1 0; min-width: 24px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; color: var(--wr-soft); font-size: 13px;
}
[data-status='failed'] .wi-preview { color: var(--wr-danger) }
.wi-duration { flex: none; color: var(--wr-soft); font-size: 13px; font-variant-numeric: tabular-nums; white-space: nowrap }
.wi-empty { margin: 0; padding: 32px 16px; text-align: center; color: var(--wr-soft) }

.wi-details { display: grid; gap: 12px; padding: 4px 16px 16px 32px; min-width: 0 }
.wi-details p, .wi-details h4, .wi-details ol { margin: 0 }
.wi-details section { display: grid; gap: 4px; min-width: 0 }
.wi-details h4 { font-size: 13px; line-height: 18px; font-weight: 500; color: var(--wr-soft) }
.wi-details pre {
  margin: 0; padding: 8px 10px; max-height: 240px; overflow: auto; overscroll-behavior: contain; border-radius: 6px;
  background: var(--wr-ground); font: 13px/1.5 var(--wr-mono); white-space: pre-wrap; overflow-wrap: anywhere;
}
.wi-details pre:focus-visible { outline: 2px solid var(--wr-accent); outline-offset: 1px }
.wi-explanation { display: grid; gap: 6px; font-size: 14px; line-height: 1.55 }
.wi-explanation > p:first-child { font-weight: 500 }
.wi-explanation > ol { list-style: decimal; padding-inline-start: 22px; display: grid; gap: 4px }
.wi-explanation a { justify-self: start; padding: 12px 0; color: var(--wr-accent) }
.wi-explanation code { font-family: var(--wr-mono); overflow-wrap: anywhere }
.wi-note { padding: 8px 12px; border-radius: 8px; font-size: 13px; line-height: 20px; background: var(--wr-warn-ground); color: var(--wr-warn) }

.wi-facts { display: grid; grid-template-columns: fit-content(38%) 1fr; gap: 6px 14px; margin: 0 }
.wi-facts > dt { color: var(--wr-soft); font-size: 13px; line-height: 22px }
.wi-facts > dd { margin: 0; min-width: 0; font-size: 14px; line-height: 22px; overflow-wrap: anywhere }
.wi-failure strong { color: var(--wr-danger) }
[data-status='cancelled'] .wi-failure strong { color: var(--wr-text) }
.wi-mark { padding: 1px 2px; border-radius: 3px; background: var(--wr-warn-ground); color: var(--wr-warn); text-decoration: underline }
.wi-gap { padding: 1px 4px; margin: 0 1px; box-shadow: inset 0 0 0 1px var(--wr-warn) }
.wi-mono { font-family: var(--wr-mono); font-size: 13px }
.wi-small { font-size: 13px; line-height: 20px }
.wi-soft { color: var(--wr-soft) }
.wi-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
`
