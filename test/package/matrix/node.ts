import { shell } from '../../support/shell.js'
import { fromType, type Outcome, type Row, typeIn } from './row.js'
import { PEERS, pathOf, type Subject, WITH_VALUES } from './subjects.js'

const SUBJECTS = [...WITH_VALUES, ...PEERS]

/** Loads each module alone, in one process, and prints what it exports or why it does not load. */
const program = (load: (subject: Subject) => string) => `
  ;(async () => {
    const found = {}
    ${SUBJECTS.map(
      subject => `try {
        const module = ${load(subject)}
        found['${subject.name}'] = ${typeIn('module', subject)}
      } catch (error) {
        found['${subject.name}'] = error.message
      }`,
    ).join('\n')}
    console.log(JSON.stringify(found))
    process.exit()
  })()`

const nodeRow = (name: string, file: string, options: string, load: (subject: Subject) => string): Row => ({
  name,
  entries: WITH_VALUES,
  peers: PEERS,
  async run(project) {
    await project.write({ [file]: program(load) })
    const found = JSON.parse(await shell(`node ${options} ${file}`, project.folder)) as Outcome
    return Object.fromEntries(
      Object.entries(found).map(([name, type]) => [name, type === 'function' ? fromType(type) : type]),
    )
  },
})

export const NODE: readonly Row[] = [
  nodeRow('Node.js `import`', 'load.mjs', '', subject => `await import('${pathOf(subject)}')`),
  // Newer releases of Node could also require the ES module.
  nodeRow(
    'Node.js `require`',
    'load.cjs',
    '--no-experimental-require-module',
    subject => `require('${pathOf(subject)}')`,
  ),
]
