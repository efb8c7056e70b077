import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './built.js'
import { shell } from './shell.js'

/**
 * Packs the built package as a release does, but in a copy: `prepack` would rebuild `dist/` while other tests read it.
 *
 * @param destination the folder for the tarball
 * @returns the path of the tarball
 */
export async function pack(destination: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'wx-ready-pack-'))
  try {
    for (const name of ['package.json', 'README.md', 'README.zh-CN.md', 'LICENSE', 'dist', 'types', 'demo'])
      await cp(join(ROOT, name), join(copy, name), { recursive: true })
    await shell(`node ${JSON.stringify(join(ROOT, 'test/package/subpath-folders.mjs'))}`, copy)
    const packed = await shell(
      `npm pack --ignore-scripts --json --pack-destination ${JSON.stringify(destination)}`,
      copy,
    )
    return join(destination, (JSON.parse(packed) as [{ filename: string }])[0].filename)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}
