import { join } from 'node:path'
import { FULL_FOLDER } from '../../support/full-run.mjs'
import { shell } from '../../support/shell.js'
import { each, type Row, WORKS } from './row.js'
import { ENTRIES, PEERS } from './subjects.js'
import { nameOf } from './versions.js'

interface Report {
  analysis: { types: unknown }
  problems?: Record<string, unknown>
}

/** "Are the types wrong?" No rule is turned off. */
export const ATTW: Row = {
  name: nameOf('@arethetypeswrong/cli'),
  entries: ENTRIES,
  peers: PEERS,
  async run({ folder, tarball }) {
    // Files for script tags, which nobody imports, have no types.
    const scripts = './wx-ready.global.js ./simulator.global.js'
    const own = await check(tarball, folder, `--exclude-entrypoints ${scripts}`)
    const peers = await each(PEERS, async ({ name }) => {
      const installed = join(FULL_FOLDER, 'node_modules', name)
      const packed = JSON.parse(await shell(`npm pack --ignore-scripts --json ${installed}`, folder))
      return check(join(folder, packed[0].filename), folder)
    })
    return { ...Object.fromEntries(ENTRIES.map(({ name }) => [name, own])), ...peers }
  },
}

async function check(tarball: string, folder: string, options = ''): Promise<string> {
  // It exits with an error where it finds a problem. The registry is not needed.
  const command = `attw ${tarball} --no-definitely-typed --format json ${options} || true`
  const { analysis, problems = {} } = JSON.parse(await shell(command, folder)) as Report
  if (!analysis.types) return 'no types'
  return Object.keys(problems).length === 0 ? WORKS : Object.keys(problems).join()
}
