import { createDevHandler, type DevMiddleware } from './dev-handler.js'
import { createKept } from './kept.js'
import { type DevOptions, resolveOptions } from './options.js'

export type { DevMiddleware } from './dev-handler.js'
export type { DevOptions } from './options.js'

/** Options of `devMiddleware`. All are optional. */
export interface DevMiddlewareOptions extends DevOptions {
  /**
   * The path below which a reverse proxy serves this server, if it removes that path from requests. The path where Express
   * mounts the middleware is known without it.
   * @default '/'
   */
  base?: string | undefined
}

/**
 * Simulates WeChat in development: middleware for webpack-dev-server, vue-cli, uni-app, Taro, Express and every other server of
 * the Connect kind. It signs pages for a simulated account, and puts the simulator first into every HTML page that later
 * middleware sends. In WeChat itself, on a phone, it only signs, with the real `account`. Not for production.
 *
 * @throws {TypeError} for an unknown or invalid option
 * @example
 * // webpack.config.js
 * devServer: {
 *   setupMiddlewares: middlewares => [devMiddleware(), ...middlewares],
 * }
 * @example
 * const dev = devMiddleware({ client: 'ios' })
 * createServer((request, response) => dev(request, response, () => app(request, response))).listen(3000)
 */
export function devMiddleware(options: DevMiddlewareOptions = {}): DevMiddleware {
  const { base = '/', ...rest } = options
  if (typeof base !== 'string' || !base.startsWith('/'))
    throw new TypeError('devMiddleware: base must be a path such as /shop/')
  const resolved = resolveOptions('devMiddleware', rest, ['base'])
  return createDevHandler({ ...resolved, base: base.replace(/\/?$/, '/'), kept: createKept() })
}
