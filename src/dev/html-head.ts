/** Where a script has to be inserted into an HTML document, so that it runs before any other. */
export type HeadPosition =
  /** `isDocument`: whether the text is a whole document rather than a fragment. */
  | { at: number; isDocument: boolean }
  /** The text ends too early to tell. */
  | 'incomplete'

const ATTRIBUTES = String.raw`(?:[\s/](?:"[^"]*"|'[^']*'|[^"'>])*)?`
const SPACE = /^(?:\uFEFF|\u00EF\u00BB\u00BF|\s+|<!--(?!-?>)[\s\S]*?-->|<\?[^>]*>)/
const DOCTYPE_OR_HTML = new RegExp(`^<(?:!doctype[^>]*|html${ATTRIBUTES})>`, 'i')
const HEAD = new RegExp(`^<head${ATTRIBUTES}>`, 'i')
/** The beginning of one of the above. */
const INCOMPLETE = /^(?:|<!?-?|<!?[a-z]*|<!--[\s\S]*|<\?[^>]*|<!doctype\b[^>]*|<(?:html|head)[\s/][\s\S]*)$/i

/** @param text the beginning of an HTML document */
export function findHead(text: string): HeadPosition {
  let at = 0
  let isDocument = false
  for (;;) {
    const rest = text.slice(at)
    const head = HEAD.exec(rest)?.[0]
    if (head) return { at: at + head.length, isDocument: true }
    const tag = DOCTYPE_OR_HTML.exec(rest)?.[0]
    const skipped = tag ?? SPACE.exec(rest)?.[0]
    if (!skipped) return INCOMPLETE.test(rest) ? 'incomplete' : { at, isDocument }
    isDocument ||= tag !== undefined
    at += skipped.length
  }
}
