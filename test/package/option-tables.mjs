/** Writes the tables of the guide's pages about options. */

/** In a Chinese table, what nobody has translated yet. */
export const UNTRANSLATED = '待译：'

const TABLE = /(<!-- options:(.+?) -->\n)([\s\S]*?)(<!-- \/options -->)/g

/** A default that is code, and what may follow it. */
const LITERAL = /^(true|false|\d+|Infinity|'[^']*'|\[[^\]]*\]|\{\}|[A-Z_]{5,}|Date\.now)(?=$|[:,] )/

const HEAD = {
  en: ['Option', 'Type', 'Default', 'Meaning'],
  zh: ['选项', '类型', '默认值', '说明'],
}
const CHINESE_DEFAULTS = new Map([
  ['required', '必填'],
  ['none', '无'],
  ['nothing', '无'],
])

/**
 * @param {string} page
 * @returns {string[]} the types that have a table on the page, in order
 */
export function tablesOf(page) {
  return [...page.matchAll(TABLE)].map(([, , id]) => id)
}

/**
 * @param {string} page
 * @param {ReadonlyMap<string, readonly import('./option-types.mjs').Option[]>} types
 * @returns {string} the page with English tables, as the source has them
 */
export function withEnglishTables(page, types) {
  return withTables(page, types, HEAD.en, ({ defaultValue = 'required', meaning }) => [
    defaultValue.replace(LITERAL, '`$1`'),
    meaning.replace(/; required(?=[.:])/, '').replace(/\{@link (\w+)\}/g, '`$1`'),
  ])
}

/**
 * Names, types and defaults come from the source. The meaning of each option, and of a default that is not code, stay as they
 * are on the page.
 *
 * @param {string} page
 * @param {ReadonlyMap<string, readonly import('./option-types.mjs').Option[]>} types
 * @returns {string}
 */
export function withChineseTables(page, types) {
  return withTables(page, types, HEAD.zh, ({ name, defaultValue = 'required', meaning }, oldRows) => {
    const [, , oldDefault = '', oldMeaning = `${UNTRANSLATED}${meaning}`] = oldRows.get(name) ?? []
    return [toChineseDefault(defaultValue, oldDefault), oldMeaning]
  })
}

function toChineseDefault(defaultValue, oldDefault) {
  const fixed = CHINESE_DEFAULTS.get(defaultValue) ?? defaultValue.replace(LITERAL, '`$1`')
  const isCode = /^`[^`]*`$/.test(fixed)
  if (isCode || CHINESE_DEFAULTS.has(defaultValue)) return fixed
  const isTranslated = /\p{Script=Han}/u.test(oldDefault) && !oldDefault.startsWith(UNTRANSLATED)
  const sameCode = String(codeIn(oldDefault)) === String(codeIn(fixed))
  return isTranslated && sameCode ? oldDefault : UNTRANSLATED + fixed
}

/**
 * @param {string} page a Chinese one
 * @param {ReadonlyMap<string, readonly import('./option-types.mjs').Option[]>} types
 * @returns {string[]} error codes and numbers that the English meaning of an option has, and the Chinese one lacks
 */
export function missingFacts(page, types) {
  return [...page.matchAll(TABLE)].flatMap(([, , id, body]) =>
    (types.get(id) ?? []).flatMap(({ name, meaning }) => {
      const chinese = rowsOf(body).get(name)?.[3] ?? ''
      const facts = meaning.match(/\b([A-Z]+_[A-Z_]+|\d{2,}|[A-Z]{6,})\b/g) ?? []
      return facts.filter(fact => !chinese.includes(fact)).map(fact => `${id}: ${name} lacks ${fact}`)
    }),
  )
}

function withTables(page, types, head, cellsOf) {
  return page.replace(TABLE, (whole, start, id, body, end) => {
    const options = types.get(id)
    if (!options) return whole
    const oldRows = rowsOf(body)
    const rows = options.map(option => {
      const [defaultValue, meaning] = cellsOf(option, oldRows)
      return [`\`${option.name}\``, typeCell(option.type, types, page), defaultValue, meaning]
    })
    const lines = [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.map(escaped).join(' | ')} |`)
    return `${start}${lines.join('\n')}\n${end}`
  })
}

/** The type as code, with a link to its table on the page. */
function typeCell(type, types, page) {
  const name = /^(\w+)(?:\[\])?$/.exec(type)?.[1]
  const id = name && tablesOf(page).find(each => each.split('/').pop() === name && types.has(each))
  const anchor = id && anchorOf(page, id)
  return anchor ? `[\`${type}\`](#${anchor})` : `\`${type}\``
}

/** The anchor that GitHub gives to the heading above a table. */
function anchorOf(page, id) {
  const above = page.slice(0, page.indexOf(`<!-- options:${id} -->`))
  const heading = above.match(/^#+ .*$/gm)?.pop() ?? ''
  return heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replace(/ /g, '-')
}

/** The cells of each row by the option's name, unescaped. */
function rowsOf(body) {
  const rows = body
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => line.slice(2, -2).split(' | ').map(unescaped))
  return new Map(rows.map(cells => [cells[0].slice(1, -1), cells]))
}

function escaped(cell) {
  return cell.replace(/\|/g, '\\|')
}

function unescaped(cell) {
  return cell.replace(/\\\|/g, '|')
}

function codeIn(text) {
  return (text.match(/`[^`]*`/g) ?? []).sort()
}
