/** What single sheets need beside the components of `ui/`. */
export const SHEETS = `
.centered { text-align: center }
.wide { width: 100% }
.spaced { margin: 12px 0 }
.well { margin-top: 16px; padding: 12px 16px; border-radius: 10px; background: var(--wr-surface) }
.amount { font-size: 34px; line-height: 48px; font-weight: 600; text-align: center }
.note + .note, .wi-facts + .note { margin-top: 12px }
.more { margin-top: 16px; border-radius: 10px }
.more > summary { padding: 6px 0; font-size: 14px; color: var(--wr-soft); cursor: pointer }
.more > .button { margin-top: 12px }

.pictures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; margin-bottom: 20px }
.pictures > li { position: relative; aspect-ratio: 1 }
.blob-picture { display: block; width: 100%; height: 100%; object-fit: cover; border-radius: 8px; background: var(--wr-surface); overflow: hidden }
span.blob-picture { padding: 8px; overflow-wrap: anywhere }
.add {
  display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 6px; width: 100%; height: 100%; border-radius: 8px;
  font-size: 13px; color: var(--wr-soft); background: var(--wr-surface); cursor: pointer;
}
.add:hover, .drop:hover { background: var(--wr-press) }
.add:focus-within, .drop:focus-within { outline: 2px solid var(--wr-accent); outline-offset: 2px }
.remove { position: absolute; top: 4px; inset-inline-end: 4px; display: grid; place-items: center; width: 24px; height: 24px; border-radius: 12px; color: #fff; background: rgb(0 0 0 / 70%) }
.samples { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px }
.samples { margin: 8px 0 4px }
.samples button { width: 100%; border-radius: 8px; font-size: 12px; line-height: 20px; color: var(--wr-soft) }
.samples span { display: block; height: 52px; margin-bottom: 2px; border-radius: 8px }

.viewer { display: flex; align-items: center; justify-content: space-between; gap: 4px; height: 100%; min-height: 320px }
.viewer img, .viewer .blob-picture { flex: 1 1 auto; min-width: 0; max-height: 100%; object-fit: contain; background: none; height: auto }
.sheet.full > .body { flex: 1 1 auto }

.map {
  position: relative; display: grid; place-items: center; width: 100%; margin-bottom: 16px; border-radius: 10px; overflow: hidden; color: var(--wr-danger);
  background-color: var(--wr-ok-ground);
  background-image: linear-gradient(var(--wr-line) 1px, transparent 1px), linear-gradient(90deg, var(--wr-line) 1px, transparent 1px);
  background-size: 50px 50px; background-position: calc(50% + var(--wr-x)) calc(50% + var(--wr-y));
}
button.map { cursor: crosshair }
.map > svg { translate: 0 -14px }

.drop {
  display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 10px; height: 132px; border-radius: 10px; cursor: pointer;
  font-size: 14px; color: var(--wr-soft); background: var(--wr-surface); border: 1px dashed var(--wr-border);
}
.drop + p { min-height: 20px; margin: 6px 0 }
.button.wide + .field { margin-top: 16px }
.camera { display: block; width: 100%; aspect-ratio: 4 / 3; object-fit: cover; border-radius: 10px; background: #000 }
.cards > li { padding: 6px 16px }

.inline { display: flex; align-items: flex-end; gap: 8px }
.inline > .field { flex: 1 1 auto; min-width: 0 }
.inline > .button { min-height: 40px }
.chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0 }
.chips > li { display: flex; align-items: center; gap: 2px; padding-inline-start: 10px; border-radius: 16px; background: var(--wr-surface) }
.chips button { display: grid; place-items: center; width: 28px; height: 28px; border-radius: 14px; color: var(--wr-soft) }
.split { display: flex; align-items: center; padding-inline-end: 8px }
`
