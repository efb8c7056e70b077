import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from '../cli/command.js'
import { EXIT } from '../cli/exit-codes.js'
import { withUsageErrors } from '../sign/inputs.js'
import { createApp } from './app.js'
import { createLog, describeError } from './log.js'
import { connectRedis } from './redis.js'
import { listen } from './server.js'
import { readServeSettings, SERVE_ENVIRONMENT } from './settings.js'

export const serve: Command = {
  name: 'serve',
  summary: {
    en: 'Runs a signing and login server: /wx/signature, /wx/login, /health, /ready.',
    zh: '运行签名与登录服务：/wx/signature、/wx/login、/health、/ready。',
  },
  options: {
    config: {
      value: 'FILE',
      text: {
        en: 'JSON file with settings: appId, allow, cors, host, port, trustProxy, drainDelay, logLevel, redisPrefix, loginUrl, loginScope, loginReturn',
        zh: 'JSON 配置文件：appId、allow、cors、host、port、trustProxy、drainDelay、logLevel、redisPrefix、loginUrl、loginScope、loginReturn',
      },
    },
  },
  environment: SERVE_ENVIRONMENT,
  examples: [
    {
      run: 'WX_APP_ID=wx… WX_APP_SECRET_FILE=/run/secrets/wx WX_ALLOW=https://www.example.com wx-ready serve',
      text: { en: 'one process', zh: '单进程' },
    },
    {
      run: 'REDIS_URL=redis://localhost:6379 TRUST_PROXY=1 wx-ready serve --config wx-ready.json',
      text: {
        en: 'several processes behind a proxy share token and ticket',
        zh: '代理后面的多个进程共享 token 和 ticket',
      },
    },
    {
      run: 'WX_LOGIN_URL=https://www.example.com/wx/login WX_SESSION_SECRET_FILE=/run/secrets/session wx-ready serve --config wx-ready.json',
      text: {
        en: 'with the login: it sets the cookie wx_session, a JWT whose sub is the openid',
        zh: '启用登录：写入 cookie wx_session，它是 JWT，sub 为 openid',
      },
    },
  ],
  async run(context) {
    const settings = await readServeSettings(context)
    const stop = context.io.stopSignal()
    const log = createLog(settings.logLevel, context.io.out)
    const isDraining = () => stop.aborted
    const redis =
      settings.redis &&
      (await connectRedis(settings.redis, error => log('warn', 'redis-error', describeError(error))))
    try {
      const app = await withUsageErrors(() => createApp(settings, redis?.store, log, isDraining))
      const server = await listen(app, settings, log, isDraining)
      log('info', 'listening', { origin: server.origin, appId: settings.appId, redis: redis !== undefined })
      app.warm().then(
        () => log('info', 'ready'),
        error => log('error', 'not-ready', describeError(error)),
      )
      if (!stop.aborted) await once(stop, 'abort')
      log('info', 'stopping', { reason: String(stop.reason) })
      // Ctrl-C is a person, who waits; after SIGTERM, load balancers still send requests until they have asked /ready.
      if (stop.reason === 'SIGTERM') await delay(settings.drainDelay)
      await server.drain()
      // After the requests in work, which may need it.
      await app.close()
      log('info', 'stopped')
      return EXIT.ok
    } finally {
      redis?.close()
      log.flush()
    }
  },
}
