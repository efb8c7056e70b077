import { fromType, type Outcome, typeIn } from './row.js'
import type { Subject } from './subjects.js'

/** An expression for a text that tells what the modules `module0`, `module1` … export. */
export const listOf = (subjects: readonly Subject[]): string =>
  `[${subjects.map((subject, index) => `' ${subject.name}=' + (${typeIn(`module${index}`, subject)}) + ';'`).join(', ')}].join('')`

/** Finds that text in a rendered page. @param title what stands before it */
export function foundIn(page: string, subjects: readonly Subject[], title: string): Outcome {
  const text = page.slice(page.indexOf(`${title} `))
  return Object.fromEntries(
    subjects.map(({ name }) => [name, fromType(new RegExp(`^.*? ${name}=(\\w+);`, 's').exec(text)?.[1])]),
  )
}
