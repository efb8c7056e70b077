/** `0.4 ms`, `12 ms`, `1.25 s` */
export function formatDuration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(ms >= 10_000 ? 1 : 2)} s`
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`
}

/** When something happened after the page was opened: `+1.25 s` */
export function formatSinceOpened(ms: number): string {
  return `+${(ms / 1000).toFixed(2)} s`
}

/** `14:05:09.120` in the time zone of the browser. */
export function formatTime(since1970: number): string {
  const date = new Date(since1970)
  const two = (number: number) => String(number).padStart(2, '0')
  const ms = String(date.getMilliseconds()).padStart(3, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`
}

/** A value as indented JSON; a text as it is. */
export function formatValue(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, undefined, 2) ?? String(value))
}

/** The signature that a call carries over the bridge says nothing about the call. */
const CREDENTIALS = /^(appId|verify\w+)$/

/** A value in one short line: `count: 1, sizeType: [2]` */
export function formatPreview(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === undefined ? '' : short(value)
  return Object.entries(value)
    .filter(([key]) => !CREDENTIALS.test(key))
    .map(([key, each]) => `${key}: ${short(each)}`)
    .join(', ')
}

const MAX_PREVIEW = 40

function short(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`
  if (typeof value === 'object' && value !== null) return '{…}'
  const text = String(value)
  return text.length > MAX_PREVIEW ? `${text.slice(0, MAX_PREVIEW)}…` : text
}
