import type { Io } from './io.js'

/** Shorter values, such as `1`, would make the output unreadable, and are no secrets. */
const MIN_LENGTH = 6

/** The beginning of a long value is enough to recognize it: a text that contains it may have been shortened. */
const PREFIX_LENGTH = 12

/** Wraps an `Io` so that no hidden value appears in its output, plain or as escaped in URLs and JSON. The last line of defence. */
export function createRedactedIo(io: Io): { io: Io; hide(value: string): void } {
  const hidden = new Map<string, RegExp>()
  const redact = (text: string) =>
    [...hidden.values()].reduce((left, pattern) => left.replace(pattern, '…'), text)
  return {
    io: { ...io, out: text => io.out(redact(text)), err: text => io.err(redact(text)) },
    hide(value) {
      const lines = value.split(/\r?\n/).map(line => line.trim())
      for (const each of [value, ...lines]) {
        if (each.length < MIN_LENGTH || each.startsWith('-----')) continue
        for (const written of [each, encodeURIComponent(each), JSON.stringify(each).slice(1, -1)])
          hidden.set(written, toPattern(written))
      }
    },
  }
}

function toPattern(value: string): RegExp {
  const whole = escaped(value)
  if (value.length < 2 * PREFIX_LENGTH) return new RegExp(whole, 'g')
  return new RegExp(`${whole}|${escaped(value.slice(0, PREFIX_LENGTH))}[\\w%+/=-]*`, 'g')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
