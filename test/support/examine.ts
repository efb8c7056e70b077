import { CREDENTIALS, type Site, type SiteOptions, startSite } from './broken-site.js'
import { type CommandRun, type CommandSurroundings, runWxReady } from './run-wx-ready.js'

/** What doctor prints with `--json`. */
export interface Report {
  ok: boolean
  causes: string[]
  checks: {
    name: string
    status: string
    message: string
    details?: string[]
    cause?: string
    fix?: string[]
  }[]
}

/** Lets doctor examine a site, with the credentials of its account. */
export async function examine(
  options: SiteOptions,
  {
    args = [],
    prepare,
    ...around
  }: CommandSurroundings & { args?: string[]; prepare?: (site: Site) => void } = {},
): Promise<CommandRun & { report: Report }> {
  const site = await startSite(options)
  try {
    prepare?.(site)
    const run = await runWxReady([...site.args, '--json', ...args], { env: CREDENTIALS, ...around })
    return { ...run, report: run.json() as Report }
  } finally {
    await site.close()
  }
}

export const find = ({ checks }: Report, name: string): Report['checks'][number] | undefined =>
  checks.find(check => check.name === name)
