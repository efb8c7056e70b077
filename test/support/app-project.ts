import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { InlineConfig } from 'vite'
import { ROOT } from './built.js'
import { requireFull } from './full-run.mjs'

/** The releases of Vite that the plugin supports, by the name of their package here. */
export type ViteRelease = 'vite' | 'vite-4' | 'vite-5' | 'vite-6' | 'vite-7'

export async function loadVite(release: ViteRelease): Promise<typeof import('vite')> {
  if (release === 'vite') return import('vite')
  const manifest = requireFull.resolve(`${release}/package.json`)
  return import(join(dirname(manifest), 'dist/node/index.js'))
}

/** A project in a folder of its own, in which the built package is installed. */
export interface Project {
  readonly folder: string
  /** A configuration for the API of Vite: quiet, on a free port of loopback, without a config file. */
  config(more?: InlineConfig): InlineConfig
  write(files: Readonly<Record<string, string>>): void
  remove(): void
}

export function createProject(files: Readonly<Record<string, string>>): Project {
  // Without symbolic links in its path, as Vite compares it with real paths.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wx-ready-vite-')))
  const project: Project = {
    folder,
    config: more => ({
      root: folder,
      configFile: false,
      envDir: false,
      logLevel: 'silent',
      ...more,
      // The linked package is outside the project.
      server: { host: '127.0.0.1', port: 0, fs: { strict: false }, watch: null, ...more?.server },
    }),
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
  project.write({ 'package.json': '{"private":true,"type":"module"}', ...files })
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ROOT, join(folder, 'node_modules/wx-ready'), 'junction')
  return project
}

/** The five lines of the README, and a way to see when they are done. */
export const PAGE: Readonly<Record<string, string>> = {
  'index.html':
    '<!doctype html><html><head><title>Page</title><script>window.first = navigator.userAgent</script></head><body><script type="module" src="/main.js"></script></body></html>',
  'main.js': `
    import { createWx } from 'wx-ready'
    const wx = createWx({ signature: '/wx/signature' })
    window.done = wx.share({ title: '秋日河畔', desc: '十二条步道', imgUrl: '/cover.png' }).then(() => 'shared', error => error.message)
  `,
}
