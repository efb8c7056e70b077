import type { Plugin } from 'vite'
import { rejectInBuild } from './build-guard.js'
import { createDevHandler, type DevHandlerOptions } from './dev-handler.js'
import { SCRIPT_NAME } from './inject.js'
import { keptFor } from './kept.js'
import { type DevOptions, resolveOptions } from './options.js'

export type { DevOptions } from './options.js'

/** Options of `wxReady`. All are optional. */
export interface WxReadyOptions extends DevOptions {
  /** Whether `vite preview` simulates WeChat too. With an `account` it always signs for WeChat itself. @default false */
  preview?: boolean | undefined
}

/**
 * Vite plugin (4.5 to 8) that simulates WeChat in `vite dev`. It signs pages for a simulated account, and puts the simulator first
 * into every page that is opened outside WeChat. In WeChat itself, on a phone, it only signs, with the real `account`.
 * `vite build` contains none of it, and fails if the app imports a simulator without a guard.
 *
 * @throws {TypeError} for an unknown or invalid option
 * @example
 * // vite.config.js
 * export default defineConfig({ plugins: [wxReady()] })
 */
export function wxReady(options: WxReadyOptions = {}): Plugin {
  const { preview = false, ...rest } = options
  const resolved = resolveOptions('wxReady', rest, ['preview'])
  let handler: Omit<DevHandlerOptions, 'simulate'>
  let simulate = false
  /** The root of a project that is built for production. */
  let builds: string | undefined

  return {
    name: 'wx-ready',
    configResolved({ command, root, base, html, plugins, isProduction, build }) {
      // Tests of Vitest install the simulator themselves.
      const isVitest = plugins.some(({ name }) => name === 'vitest')
      simulate = command === 'serve' && !isVitest
      handler = { ...resolved, base, nonce: html?.cspNonce, kept: keptFor(`${root} ${base}`) }
      if (command === 'build' && isProduction && !build.ssr) builds = root
    },
    configureServer({ middlewares }) {
      // Before Vite's own middleware, so that the path of the signature needs no `base`.
      middlewares.use(createDevHandler({ ...handler, simulate }))
    },
    configurePreviewServer({ middlewares }) {
      middlewares.use(createDevHandler({ ...handler, simulate: preview }))
    },
    transformIndexHtml: {
      // Vite's own plugins come before: they would take the script for one of the project's files.
      order: 'post',
      handler: () =>
        simulate
          ? [{ tag: 'script', attrs: { src: handler.base + SCRIPT_NAME }, injectTo: 'head-prepend' }]
          : [],
    },
    generateBundle(_, bundle) {
      if (builds !== undefined) rejectInBuild(this, bundle, builds)
    },
  }
}
