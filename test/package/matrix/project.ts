import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FULL_FOLDER, packageFolder } from '../../support/full-run.mjs'
import { shell } from '../../support/shell.js'

/** An app that has the packed package, and finds everything else among the packages of a full run. */
export interface Project {
  readonly folder: string
  /** The packed package. */
  readonly tarball: string
  /** Writes files, by their paths in the project. */
  write(files: Readonly<Record<string, string>>): Promise<void>
  remove(): Promise<void>
}

/** @param links packages that it has under another name, or in another version, than the full run */
export async function createProject(
  tarball: string,
  links: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const cache = join(FULL_FOLDER, '.cache')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'matrix-'))
  const modules = join(folder, 'node_modules')
  await mkdir(join(modules, 'wx-ready'), { recursive: true })
  await shell(`tar -xzf ${JSON.stringify(tarball)} --strip-components 1`, join(modules, 'wx-ready'))
  for (const [name, target] of Object.entries(links)) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(packageFolder(target), join(modules, name), 'junction')
  }
  const project: Project = {
    folder,
    tarball,
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true })
        await writeFile(join(folder, name), text)
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
  await project.write({ 'package.json': '{ "private": true }' })
  return project
}
