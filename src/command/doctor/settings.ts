import { APP_SECRET } from '../cli/account-inputs.js'
import type { CommandContext } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import { askForSecret } from '../cli/secrets.js'
import type { Text } from '../cli/text.js'
import { withoutHash } from '../diagnosis/url-changes.js'

export interface DoctorSettings {
  readonly credentials: { readonly appId: string; readonly secret: string } | undefined
  /** Given without its secret, it is compared all the same. */
  readonly appId: string | undefined
  /** Origin of WeChat's platform. */
  readonly platform: string
  /** Without its hash. */
  readonly page: string | undefined
  /** With its `#`, or empty. */
  readonly hash: string
  readonly endpoint: string | undefined
  readonly domains: readonly string[]
  readonly domainFile: string | undefined
  readonly scripts: readonly string[]
  readonly connectTo: ReadonlyMap<string, string>
  /** A ticket that the endpoint caches, to compare it with WeChat's. */
  readonly cachedTicket: string | undefined
  /** Of one request, in ms. */
  readonly timeout: number
}

const PLATFORM = 'https://api.weixin.qq.com'
const SCRIPTS = [
  'https://res.wx.qq.com/open/js/jweixin-1.6.0.js',
  'https://res2.wx.qq.com/open/js/jweixin-1.6.0.js',
]

/** Longer timers fire at once. */
const MAX_TIMEOUT = 2 ** 31 - 1

/**
 * @param usesAccount whether the secret may be asked for
 * @throws {CommandError} for malformed options
 */
export async function readSettings(command: CommandContext, usesAccount: boolean): Promise<DoctorSettings> {
  const { options, io } = command
  const appId = (options.text('app-id') ?? io.env.WX_APP_ID)?.trim() || undefined
  const page = readUrl('page', options.text('page'))
  const scripts = options.list('script').map(each => readUrl('script', each) as string)
  return {
    credentials: appId ? await readCredentials(command, appId, usesAccount) : undefined,
    appId,
    platform: (readUrl('platform', options.text('platform')) ?? PLATFORM).replace(/\/$/, ''),
    page: page === undefined ? undefined : withoutHash(page),
    hash: page?.slice(withoutHash(page).length) ?? '',
    endpoint: readUrl('endpoint', options.text('endpoint')),
    domains: options.list('domain').flatMap(each => each.split(/[\s,]+/).filter(Boolean)),
    domainFile: options.text('domain-file'),
    scripts: scripts.length > 0 ? scripts : SCRIPTS,
    connectTo: new Map(options.list('connect-to').map(readConnectTo)),
    cachedTicket: command.optionalSecret({
      variable: 'WX_JSAPI_TICKET',
      label: { en: 'The ticket', zh: 'ticket' },
    }),
    timeout: readTimeout(options.text('timeout')),
  }
}

const SKIPPABLE: Text = { en: 'empty to skip the account', zh: '留空则跳过公众号检查' }

async function readCredentials(command: CommandContext, appId: string, usesAccount: boolean) {
  const known = command.optionalSecret(APP_SECRET)
  if (known) return { appId, secret: known }
  const secret = usesAccount
    ? await askForSecret(APP_SECRET, command.io, command.language, SKIPPABLE)
    : undefined
  if (!secret) return undefined
  command.hide(secret)
  return { appId, secret }
}

/** @returns ms */
function readTimeout(seconds = '10'): number {
  // A fraction of a millisecond, which floating point results in, is no valid timeout.
  const timeout = Math.round(Number(seconds) * 1000)
  if (timeout >= 1 && timeout <= MAX_TIMEOUT) return timeout
  const most = Math.floor(MAX_TIMEOUT / 1000)
  throw new CommandError({
    en: `--timeout is in seconds, from 0.001 to ${most}.`,
    zh: `--timeout 的单位是秒，取值 0.001 到 ${most}。`,
  })
}

function readUrl(option: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  // As browsers have it in `location.href`: escaped, with a path.
  if (/^https?:\/\//i.test(value) && URL.canParse(value)) return new URL(value).href
  throw new CommandError({
    en: `--${option} must be an http(s) URL.`,
    zh: `--${option} 必须是 http(s) URL。`,
  })
}

function readConnectTo(value: string): [string, string] {
  const [from = '', to = ''] = value.split('=')
  if (URL.canParse(from) && URL.canParse(to)) return [new URL(from).origin, new URL(to).origin]
  throw new CommandError(
    { en: '--connect-to needs two origins.', zh: '--connect-to 需要两个 origin。' },
    {
      en: 'For example --connect-to https://www.example.com=http://127.0.0.1:8080',
      zh: '例如 --connect-to https://www.example.com=http://127.0.0.1:8080',
    },
  )
}
