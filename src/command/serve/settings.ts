import { readFileSync } from 'node:fs'
import { APP_ID_VARIABLE, APP_SECRET } from '../cli/account-inputs.js'
import { closest } from '../cli/closest.js'
import type { CommandContext, SecretSource } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import type { Text } from '../cli/text.js'
import { LOG_LEVELS, type LogLevel } from './log.js'

/** What the server needs to know. */
export interface ServeSettings {
  readonly appId: string
  readonly secret: string
  readonly allow: readonly string[]
  readonly cors: boolean | readonly string[]
  readonly host: string
  readonly port: number
  /** In ms. How long it goes on accepting after SIGTERM, while /ready says 503. */
  readonly drainDelay: number
  /** How many proxies in front of this server set X-Forwarded-For. */
  readonly trustProxy: number
  readonly logLevel: LogLevel
  readonly redis: { readonly url: string; readonly prefix: string } | undefined
  readonly login: LoginSettings | undefined
  /** Origins of WeChat's server, for simulated ones. */
  readonly platform: readonly string[] | undefined
}

export interface LoginSettings {
  /** Public URL of the login. */
  readonly redirectUri: string
  readonly scope: 'snsapi_base' | 'snsapi_userinfo'
  readonly sessionSecret: string
  /** Where a login without `return` leads. */
  readonly returnTo: string | undefined
  readonly authorizeHost: string | undefined
}

/** In s. Orchestrators kill a process after some 30. */
const MAX_DRAIN_DELAY = 300

/** Each setting by its variable, and by its name in the file. */
const SETTINGS = {
  appId: 'WX_APP_ID',
  allow: 'WX_ALLOW',
  cors: 'WX_CORS',
  host: 'HOST',
  port: 'PORT',
  trustProxy: 'TRUST_PROXY',
  drainDelay: 'DRAIN_DELAY',
  logLevel: 'LOG_LEVEL',
  redisPrefix: 'WX_REDIS_PREFIX',
  loginUrl: 'WX_LOGIN_URL',
  loginScope: 'WX_LOGIN_SCOPE',
  loginReturn: 'WX_LOGIN_RETURN',
  platform: 'WX_PLATFORM',
  authorizeHost: 'WX_AUTHORIZE_HOST',
} as const

type SettingName = keyof typeof SETTINGS

const SECRETS = {
  secret: { variable: APP_SECRET.variable, label: APP_SECRET.label },
  sessionSecret: {
    variable: 'WX_SESSION_SECRET',
    label: { en: 'The secret of the sessions', zh: '会话密钥' },
  },
  redis: { variable: 'REDIS_URL', label: { en: 'The URL of Redis', zh: 'Redis 的 URL' } },
} satisfies Record<string, SecretSource>

export const SERVE_ENVIRONMENT: Readonly<Record<string, Text>> = {
  WX_APP_ID: APP_ID_VARIABLE,
  WX_APP_SECRET: { en: 'its secret, or WX_APP_SECRET_FILE', zh: '公众号的 secret，或 WX_APP_SECRET_FILE' },
  WX_ALLOW: {
    en: 'pages that are signed: origins, separated by commas',
    zh: '允许签名的页面：origin，用逗号分隔',
  },
  WX_CORS: {
    en: 'true, or origins that may ask from elsewhere (default: false)',
    zh: 'true，或允许跨域请求的 origin（默认 false）',
  },
  HOST: { en: 'address to listen on (default: 127.0.0.1)', zh: '监听地址（默认 127.0.0.1）' },
  PORT: { en: 'port to listen on (default: 3000)', zh: '监听端口（默认 3000）' },
  TRUST_PROXY: {
    en: 'number of proxies in front that set X-Forwarded-For, for the log (default: 0, the header is ignored)',
    zh: '前面有几层设置 X-Forwarded-For 的代理，用于日志（默认 0，忽略该头）',
  },
  DRAIN_DELAY: {
    en: 'seconds from SIGTERM until it takes no more connections, for load balancers that ask /ready (default: 0)',
    zh: '收到 SIGTERM 后继续接受连接的秒数，留给检查 /ready 的负载均衡（默认 0）',
  },
  LOG_LEVEL: {
    en: 'debug, info, warn or error (default: info)',
    zh: 'debug、info、warn 或 error（默认 info）',
  },
  REDIS_URL: {
    en: 'Redis, where processes share token and tickets; needs the package ioredis or redis',
    zh: '多进程共享 token 和 ticket 的 Redis；需要安装 ioredis 或 redis',
  },
  WX_REDIS_PREFIX: { en: 'put before every key', zh: 'key 的前缀' },
  WX_LOGIN_URL: {
    en: 'public URL of /wx/login; enables the login',
    zh: '/wx/login 的公网 URL；设置后启用登录',
  },
  WX_LOGIN_SCOPE: {
    en: 'snsapi_base (default) or snsapi_userinfo',
    zh: 'snsapi_base（默认）或 snsapi_userinfo',
  },
  WX_LOGIN_RETURN: {
    en: 'page after a login without ?return= (default: /)',
    zh: '登录 URL 没有 ?return= 时，登录后进入的页面（默认 /）',
  },
  WX_SESSION_SECRET: {
    en: 'signs the session cookie wx_session, a JWT (HS256); at least 32 characters, or WX_SESSION_SECRET_FILE',
    zh: '签发会话 cookie wx_session（JWT，HS256）的密钥，至少 32 个字符，或 WX_SESSION_SECRET_FILE',
  },
}

/** @throws {CommandError} for missing and wrong settings */
export async function readServeSettings(context: CommandContext): Promise<ServeSettings> {
  const read = createReader(context)
  const appId = read('appId')
  if (!appId) throw missing('WX_APP_ID')
  const allow = toList(read('allow'))
  if (allow.length === 0) throw missing('WX_ALLOW')
  const cors = read('cors') ?? 'false'
  const redisUrl = context.optionalSecret(SECRETS.redis)
  // A client may print the password without the URL around it.
  if (redisUrl && URL.canParse(redisUrl)) context.hide(passwordOf(redisUrl))
  return {
    appId,
    allow,
    cors: cors === 'true' || cors === '1' ? true : /^(false|0|)$/.test(cors) ? false : toList(cors),
    host: read('host') ?? '127.0.0.1',
    port: toInteger('port', read('port') ?? '3000', 65_535),
    trustProxy: toInteger('trustProxy', read('trustProxy') ?? '0', 10),
    drainDelay: 1000 * toInteger('drainDelay', read('drainDelay') ?? '0', MAX_DRAIN_DELAY),
    logLevel: toLevel(read('logLevel') ?? 'info'),
    redis: redisUrl ? { url: redisUrl, prefix: read('redisPrefix') ?? '' } : undefined,
    login: await readLogin(context, read),
    platform: read('platform') === undefined ? undefined : toList(read('platform')),
    secret: await context.secret(SECRETS.secret),
  }
}

function passwordOf(redisUrl: string): string {
  try {
    return decodeURIComponent(new URL(redisUrl).password)
  } catch {
    throw new CommandError({
      en: `In the password of ${SECRETS.redis.variable}, % must be written as %25.`,
      zh: `${SECRETS.redis.variable} 的密码里，% 要写成 %25。`,
    })
  }
}

type Reader = (name: SettingName) => string | undefined

async function readLogin(context: CommandContext, read: Reader): Promise<LoginSettings | undefined> {
  const redirectUri = read('loginUrl')
  if (redirectUri === undefined) return undefined
  const scope = read('loginScope') ?? 'snsapi_base'
  if (scope !== 'snsapi_base' && scope !== 'snsapi_userinfo')
    throw wrong('loginScope', { en: 'snsapi_base or snsapi_userinfo', zh: 'snsapi_base 或 snsapi_userinfo' })
  const sessionSecret = await context.secret(SECRETS.sessionSecret)
  if (sessionSecret.length < 32)
    throw new CommandError({
      en: 'WX_SESSION_SECRET must have at least 32 characters.',
      zh: 'WX_SESSION_SECRET 至少要有 32 个字符。',
    })
  const [returnTo, authorizeHost] = [read('loginReturn'), read('authorizeHost')]
  return { redirectUri, scope, sessionSecret, returnTo, authorizeHost }
}

/** The environment goes before the file. */
function createReader({ options, io }: CommandContext): Reader {
  const path = options.text('config')
  const file = path === undefined ? {} : readFile(path)
  return name => {
    const value = io.env[SETTINGS[name]] || file[name]
    if (value === undefined || value === null || value === '') return undefined
    return Array.isArray(value) ? value.join(',') : String(value)
  }
}

/** @throws {CommandError} for unknown names, and for secrets, which do not belong into such a file */
function readFile(path: string): Record<string, unknown> {
  let file: Record<string, unknown>
  try {
    file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'JSON'
    throw new CommandError({ en: `Cannot read ${path}: ${reason}.`, zh: `无法读取 ${path}：${reason}。` })
  }
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw new CommandError({
      en: `${path} must contain a JSON object.`,
      zh: `${path} 的内容必须是 JSON 对象。`,
    })
  const names = Object.keys(SETTINGS)
  for (const name of Object.keys(file)) {
    if (names.includes(name)) continue
    const secret = Object.hasOwn(SECRETS, name) || /secret|key|url$/i.test(name)
    const nearest = closest(name, names)
    throw new CommandError(
      { en: `${path}: there is no setting ${name}.`, zh: `${path}：没有配置项 ${name}。` },
      secret
        ? {
            en: `Set secrets in the environment: ${Object.values(SECRETS)
              .map(({ variable }) => variable)
              .join(', ')}, or …_FILE.`,
            zh: `机密请放在环境变量里：${Object.values(SECRETS)
              .map(({ variable }) => variable)
              .join('、')}，或 …_FILE。`,
          }
        : { en: `There are ${nearest ?? names.join(', ')}.`, zh: `可用：${nearest ?? names.join('、')}。` },
    )
  }
  return file
}

function toList(text = ''): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}

function toInteger(name: SettingName, text: string, max: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number <= max) return number
  throw wrong(name, { en: `a number from 0 to ${max}`, zh: `0 到 ${max} 的数字` })
}

function toLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find(each => each === text)
  if (level) return level
  throw wrong('logLevel', { en: LOG_LEVELS.join(', '), zh: LOG_LEVELS.join('、') })
}

function wrong(name: SettingName, allowed: Text): CommandError {
  return new CommandError({
    en: `${SETTINGS[name]} (${name}) must be ${allowed.en}.`,
    zh: `${SETTINGS[name]}（${name}）必须是 ${allowed.zh}。`,
  })
}

function missing(variable: string): CommandError {
  return new CommandError(
    { en: `${variable} is missing.`, zh: `缺少 ${variable}。` },
    { en: 'See wx-ready serve --help.', zh: '见 wx-ready serve --help。' },
  )
}
