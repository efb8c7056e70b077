/** The check-lists of `wx-ready/explain` as Markdown, for the guide's pages of errors. */

export const PAGES = { en: 'demo/guide/en/errors.md', zh: 'demo/guide/zh/errors.md' }

/** Above so many checks, a topic is easier to read as a list than as a paragraph. */
const MAX_SENTENCES = 3

const MARKED = /(<!-- explain:(\S+) -->\n)(?:[\s\S]*?)(<!-- \/explain -->)/g

/**
 * Replaces what stands between `<!-- explain:SUBJECT -->` and `<!-- /explain -->`.
 *
 * @param {string} page
 * @param {'en' | 'zh'} language
 * @param {typeof import('../../src/explain/index.js').explain} explain
 */
export function withExplanations(page, language, explain) {
  return page.replace(MARKED, (_, start, subject, end) => {
    const { cause, checks } = explain(subject, language)
    return `${start}${toMarkdown(subject, [cause, ...checks].map(markUp), language)}\n${end}`
  })
}

function toMarkdown(subject, [cause, ...checks], language) {
  const isTopic = subject !== subject.toUpperCase()
  if (isTopic && checks.length <= MAX_SENTENCES) return [cause, ...checks].join(language === 'zh' ? '' : ' ')
  return `${cause}\n\n${checks.map((check, index) => `${index + 1}. ${check}`).join('\n')}`
}

/** What a sentence contains besides words. The first that matches counts. */
const PARTS = [
  { pattern: /mp\.weixin\.qq\.com\/[\w/?=-]+/, show: text => `[${text}](https://${text})` },
  // Markup, objects, calls and members of them: `<img>`, `{ timeout: 60000 }`, `location.href.split('#')[0]`.
  { pattern: /<[\w-]+>|\{[^}]*\}|[\w.]+\([^()\s]*(?:\{[^}]*\})?[^()]*\)(?:\[\d\])?(?::\/\/)?/ },
  { pattern: /https?:\/\/[\w*.-]+\w|\?url=|&(?:amp;)?/ },
  // Error codes have sections of their own.
  { pattern: /\b[A-Z]+(?:_[A-Z]+)+\b/, show: text => `[\`${text}\`](#${text.toLowerCase()})` },
  // Paths, dotted names, snake_case and camelCase.
  { pattern: /\b[a-z][\w-]*(?:[/.:][a-z][\w-]*)+\b|\b[a-z]+(?:_[a-z]+)+\b|\b(?!iOS\b)[a-z]+[A-Z]\w*/ },
]
const ANY = new RegExp(PARTS.map(({ pattern }) => `(${pattern.source})`).join('|'), 'g')

/** Marks code as code, which also keeps its characters from being read as Markdown or HTML. */
function markUp(sentence) {
  return sentence.replace(ANY, (text, ...groups) => {
    const { show = text => `\`${text}\`` } = PARTS[groups.indexOf(text)]
    return show(text)
  })
}
