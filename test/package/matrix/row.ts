import type { Project } from './project.js'
import { ENTRIES, type Subject } from './subjects.js'

/** The tool has loaded the module, and what it exports is there. */
export const WORKS = 'works'

/** By the name of a subject: `WORKS`, or what went wrong. */
export type Outcome = Record<string, string>

/** One tool in one version. */
export interface Row {
  /** As in the table, where it is a heading in both languages. */
  readonly name: string
  /** Those that make sense there. */
  readonly entries: readonly Subject[]
  readonly peers: readonly Subject[]
  /** See `createProject`. */
  readonly links?: Readonly<Record<string, string>>
  run(project: Project): Promise<Outcome>
}

/** A statement that imports the module as `name`. */
export const importAs = (name: string, path: string): string => `import * as ${name} from '${path}'`

/**
 * An expression for what the module has under that name, in ES5.
 *
 * @param module a variable with the namespace of an ES module, or with what `require` returns
 */
export function typeIn(module: string, subject: Subject): string {
  const { value = '' } = subject
  if (ENTRIES.includes(subject)) return `typeof ${module}.${value}`
  const object = `(${module}.default || ${module})`
  return value === 'default' ? `typeof ${object}` : `typeof (${module}.${value} || ${object}.${value})`
}

/** From the type that a tool has found. */
export const fromType = (type: string | undefined): string => (type === 'function' ? WORKS : `is ${type}`)

/** Tries something for each subject alone. */
export async function each(
  subjects: readonly Subject[],
  test: (subject: Subject) => Promise<string>,
): Promise<Outcome> {
  const outcome: Outcome = {}
  for (const subject of subjects)
    outcome[subject.name] = await test(subject).catch(error => (error as Error).message)
  return outcome
}
