/** The colors of everything that this package shows, as custom properties. Their contrast is at least 4.5 to 1. */
export const LIGHT = `
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
  color-scheme: light;
`
export const DARK = `
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
`
export const FONTS = `
  --wr-mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace;
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei',
    'Noto Sans CJK SC', sans-serif;
`
