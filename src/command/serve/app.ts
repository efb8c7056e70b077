import { createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type AccountEvent,
  type AccountStatus,
  createAccount,
  createOAuth,
  loginHandler,
  type Store,
  signatureHandler,
  toNodeListener,
} from '../../server/index.js'
import { describeError, type Log, type LogLevel } from './log.js'
import { sessionCookie } from './session.js'
import type { LoginSettings, ServeSettings } from './settings.js'

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What is served, by path. */
export interface App {
  readonly routes: ReadonlyMap<string, Listener>
  /** Fetches token and ticket before the first page needs them. */
  warm(): Promise<void>
  close(): Promise<void>
}

/** In ms. A health check waits for no longer. */
const READY_TIMEOUT = 3000

/** @throws {TypeError} for settings that the library rejects */
export function createApp(
  settings: ServeSettings,
  store: Store | undefined,
  log: Log,
  isDraining: () => boolean,
): App {
  const { appId, secret, allow, cors, platform, login } = settings
  const common = { appId, secret, store, ...(platform && { hosts: platform }) }
  const onEvent = (event: { type: string; error?: unknown }) => logEvent(log, event)
  const account = createAccount({ ...common, onEvent })
  const sign = toNodeListener(signatureHandler(account, { allow, cors, onEvent }), error =>
    log('error', 'exception', describeError(error)),
  )
  const health = toNodeListener(() => Response.json({ status: 'ok' }))
  const ready = toNodeListener(async () => {
    if (isDraining()) return Response.json({ status: 'draining' }, { status: 503 })
    try {
      await account.ticket('jsapi', { timeout: READY_TIMEOUT })
      return Response.json({ status: 'ready', ...publicStatus(account.status()) })
    } catch (error) {
      const { code } = Object(error) as { code?: string }
      return Response.json({ status: 'not-ready', code, ...publicStatus(account.status()) }, { status: 503 })
    }
  })
  return {
    routes: new Map([
      ['/wx/signature', sign],
      ['/health', health],
      ['/ready', ready],
      ...(login ? [['/wx/login', createLogin(common, login, allow, log)] as const] : []),
    ]),
    warm: () => account.warm(),
    close: () => account.close(),
  }
}

/**
 * For everybody: of a failure only its codes. The text of WeChat and the hint may contain the address of this server; the log
 * has them.
 */
function publicStatus({ store, credentials }: AccountStatus): object {
  const entries = Object.entries(credentials).map(([name, { lastFailure, ...facts }]) => {
    if (!lastFailure) return [name, facts]
    const { code, errcode } = lastFailure.error
    return [name, { ...facts, lastFailure: { code, errcode, ago: lastFailure.ago } }]
  })
  return { store, credentials: Object.fromEntries(entries) }
}

function createLogin(
  common: Parameters<typeof createOAuth>[0],
  { redirectUri, scope, sessionSecret, returnTo, authorizeHost }: LoginSettings,
  allow: readonly string[],
  log: Log,
): Listener {
  const oauth = createOAuth({ ...common, authorizeHost, onEvent: event => logEvent(log, event) })
  const handler = loginHandler(oauth, {
    redirectUri,
    scope,
    allow,
    returnTo,
    // A secret of its own, so that one cookie cannot pass for the other.
    cookieSecret: createHmac('sha256', sessionSecret).update('wx-ready serve: login cookie').digest('hex'),
    onLogin(login) {
      log('info', 'login', { snapshot: login.token.isSnapshotUser })
      const secure = redirectUri.startsWith('https:')
      return { headers: { 'set-cookie': sessionCookie(login, oauth.appId, sessionSecret, secure) } }
    },
  })
  return toNodeListener(handler, error => log('error', 'exception', describeError(error)))
}

const LEVELS: Partial<Record<AccountEvent['type'] | 'not-allowed' | 'refused' | 'warning', LogLevel>> = {
  failure: 'error',
  'store-failure': 'error',
  'token-conflict': 'error',
  retry: 'warn',
  'not-allowed': 'warn',
  refused: 'warn',
  warning: 'warn',
}

function logEvent(log: Log, { type, error, ...details }: { type: string; error?: unknown }): void {
  const level = LEVELS[type as keyof typeof LEVELS] ?? 'info'
  log(level, type, error === undefined ? details : { ...details, ...describeError(error) })
}
