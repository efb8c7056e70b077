/** What a page asks for, before anything of it is believed. */
export interface SignatureQuery {
  /** Of each `url` in the query: there should be one. */
  urls: readonly string[]
  refused: boolean
}

export function readSignatureQuery(query: string): SignatureQuery {
  return readUsual(query) ?? readAny(query)
}

/** One url and nothing else, escaped as `encodeURIComponent` does: this is what pages send. */
const USUAL = /^url=([\w.!~*'()%-]+)$/

/** The same as `readAny` gives, for a small part of what that costs. */
function readUsual(query: string): SignatureQuery | undefined {
  const escaped = USUAL.exec(query)?.[1]
  if (escaped === undefined) return undefined
  try {
    return { urls: [decodeURIComponent(escaped)], refused: false }
  } catch {
    // It is no UTF-8, for which `URLSearchParams` puts something else.
    return undefined
  }
}

function readAny(query: string): SignatureQuery {
  const asked = new URLSearchParams(query)
  return { urls: asked.getAll('url'), refused: asked.get('refused') === '1' }
}
