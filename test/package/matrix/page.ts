import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../../support/built.js'
import { REASONS } from './reasons.js'
import { type Outcome, type Row, WORKS } from './row.js'
import { ENTRIES, PEERS, type Subject } from './subjects.js'
import { versionOf } from './versions.js'

export type Language = 'en' | 'zh'

/** A pair of marks in a page, and what is between them. */
export type Sections = Readonly<Record<string, string>>

const pathOf = (language: Language) => join(ROOT, `demo/guide/${language}/compatibility.md`)

/** Finds the sections that differ in the page, and writes them if asked to. @returns what is not there */
export async function differences(language: Language, sections: Sections, write: boolean): Promise<string[]> {
  const text = await readFile(pathOf(language), 'utf8')
  let updated = text
  const different: string[] = []
  for (const [name, content] of Object.entries(sections)) {
    const marked = new RegExp(`(<!-- ${name} -->\n)(.*?)(<!-- /${name} -->)`, 's')
    const found = marked.exec(text)?.[2]
    if (found !== content) different.push(`${name}:\n${content}`)
    updated = updated.replace(marked, (_, start, _old, end) => start + content + end)
  }
  if (write) await writeFile(pathOf(language), updated)
  return write ? [] : different
}

/** Rows are the tools, columns the entries of the package. */
export function entriesTable(outcomes: ReadonlyMap<Row, Outcome>, language: Language): string {
  const headings = ENTRIES.map(({ name }) => `\`${name.replace('wx-ready/', '/')}\``)
  return table(
    [TOOL[language], ...headings],
    [...outcomes].map(([row, outcome]) => [
      row.name,
      ...ENTRIES.map(entry => (row.entries.includes(entry) ? mark(outcome[entry.name], []) : '–')),
    ]),
  )
}

/** Rows are the tools, columns this package and others. Below it, why they fail. */
export function peersTable(outcomes: ReadonlyMap<Row, Outcome>, language: Language): string {
  const notes: number[] = []
  const rows = [...outcomes].map(([row, outcome]) => [
    row.name,
    row.entries.every(({ name }) => outcome[name] === WORKS) ? '✓' : '✗',
    ...PEERS.map(({ name }) => mark(outcome[name], notes)),
  ])
  const headings = PEERS.map(({ name }: Subject) => `${name} ${versionOf(name)}`)
  const reasons = notes.map((reason, index) => `${index + 1}. ${REASONS[reason]?.[language]}`)
  return `${table([TOOL[language], 'wx-ready', ...headings], rows)}\n${reasons.join('\n')}\n`
}

const TOOL = { en: 'Tool', zh: '工具' }

/** @param notes the indexes of the reasons so far, in the order of the notes */
function mark(result: string | undefined, notes: number[]): string {
  if (result === WORKS) return '✓'
  const reason = REASONS.findIndex(({ pattern }) => pattern.test(result ?? ''))
  if (reason < 0) throw new Error(`No reason in reasons.ts is for: ${result}`)
  if (!notes.includes(reason)) notes.push(reason)
  return `✗ ${notes.indexOf(reason) + 1}`
}

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heading, heading.map(() => '---'), ...rows]
  return lines.map(cells => `| ${cells.join(' | ')} |\n`).join('')
}
