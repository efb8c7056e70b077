/** The host element and the design tokens. Lengths are in px: the page decides what a rem is. */
export const TOKENS = `
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
  --wr-ground: #ededed;
  --wr-sheet: #f7f7f7;
  --wr-surface: #fff;
  --wr-press: #ececec;
  --wr-line: rgb(0 0 0 / 10%);
  --wr-border: rgb(0 0 0 / 46%);
  --wr-text: rgb(0 0 0 / 90%);
  --wr-soft: rgb(0 0 0 / 60%);
  --wr-accent: #067a38;
  --wr-on-accent: #fff;
  --wr-name: #4c5f87;
  --wr-danger: #b3261e;
  --wr-warn: #744a00;
  --wr-warn-ground: #fff3dc;
  --wr-ok-ground: #e3f5ea;
  --wr-shadow: 0 6px 30px rgb(0 0 0 / 18%), 0 0 0 1px rgb(0 0 0 / 6%);
  --wr-mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace;
  color-scheme: light;
  color: var(--wr-text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei',
    'Noto Sans CJK SC', sans-serif;
  text-align: start;
  -webkit-text-size-adjust: none;
  text-size-adjust: none;
}
.panel[data-theme='dark'], .dark {
  --wr-ground: #111;
  --wr-sheet: #191919;
  --wr-surface: #262626;
  --wr-press: #333;
  --wr-line: rgb(255 255 255 / 12%);
  --wr-border: rgb(255 255 255 / 46%);
  --wr-text: rgb(255 255 255 / 88%);
  --wr-soft: rgb(255 255 255 / 62%);
  --wr-accent: #3ad07f;
  --wr-on-accent: #03210f;
  --wr-name: #93a9cf;
  --wr-danger: #ff8a80;
  --wr-warn: #ffd089;
  --wr-warn-ground: #382a10;
  --wr-ok-ground: #12301f;
  --wr-shadow: 0 6px 30px rgb(0 0 0 / 60%), 0 0 0 1px rgb(255 255 255 / 12%);
  color-scheme: dark;
}
`
