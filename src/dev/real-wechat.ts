import type { IncomingMessage } from 'node:http'

/** Set by the injected script where a test has installed a simulator in a browser that names WeChat in its user agent. */
export const SIMULATED_COOKIE = 'wx-ready-simulated'

/**
 * Whether the request comes from WeChat itself rather than from a simulated page. A simulated page replaces
 * `navigator.userAgent`, which does not change the header.
 */
export function isRealWeChat({ headers }: IncomingMessage): boolean {
  if (!/MicroMessenger/i.test(headers['user-agent'] ?? '')) return false
  return !headers.cookie?.includes(`${SIMULATED_COOKIE}=`)
}
