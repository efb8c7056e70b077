/** What the tests of the documents read in Markdown. */

export interface CodeBlock {
  /** As in the fence: `js`, `tsx` … */
  language: string
  code: string
  /** The line of its fence. */
  line: number
}

const FENCED = /^( *)```(\w*)[^\n]*\n([\s\S]*?)^\1```/gm

export function codeBlocks(text: string): CodeBlock[] {
  return [...text.matchAll(FENCED)].map(({ 2: language = '', 3: code = '', index }) => ({
    language,
    code,
    line: lineAt(text, index),
  }))
}

/** The text without code blocks and comments. Every line keeps its number. */
export function withoutBlocks(text: string): string {
  const blank = (code: string) => code.replace(/[^\n]/g, '')
  return text.replace(FENCED, blank).replace(/<!--[\s\S]*?-->/g, blank)
}

/** The same without code in sentences, too. */
export function withoutCode(text: string): string {
  return withoutBlocks(text).replace(/(`+)[^`](?:.*?[^`])??\1(?!`)/g, '')
}

/** The anchors of a document, as GitHub makes them from its headings, and those that its HTML sets. */
export function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>()
  const outsideBlocks = text.replace(FENCED, '')
  const headings = [...outsideBlocks.matchAll(/^#{1,6} +(.*?)(?: +#+)?$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .replace(/<[^>]*>/g, '')
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-')
    const times = seen.get(anchor) ?? 0
    seen.set(anchor, times + 1)
    return times > 0 ? `${anchor}-${times}` : anchor
  })
  const set = [...outsideBlocks.matchAll(/<\w+ (?:id|name)="([^"]+)"/g)].map(([, id = '']) => id)
  return [...headings, ...set]
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
