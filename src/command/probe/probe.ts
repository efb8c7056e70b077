import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAccount, signatureHandler, toNodeListener } from '../../server/index.js'
import { ACCOUNT_OPTIONS, APP_ID_VARIABLE, APP_SECRET, requiredAppId } from '../cli/account-inputs.js'
import type { Command } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import { EXIT } from '../cli/exit-codes.js'
import { toPort } from '../cli/port.js'
import { withUsageErrors } from '../sign/inputs.js'
import { packageVersion } from '../version.js'
import { conclude, type ProbeResult } from './conclusions.js'

export const probe: Command = {
  name: 'probe',
  summary: {
    en: 'Serves a page that measures how a real client behaves, and saves the result for a report.',
    zh: '提供一个测试页，在真机上测量微信客户端的行为，结果保存为文件，便于反馈。',
  },
  options: {
    origin: {
      value: 'ORIGIN',
      text: {
        en: 'public origin of this server, on a bound domain, for example of a tunnel',
        zh: '本服务的公网 origin（域名已绑定），例如内网穿透的地址',
      },
    },
    ...ACCOUNT_OPTIONS,
    output: {
      value: 'FOLDER',
      text: { en: 'where results are saved (default: .)', zh: '结果保存目录（默认当前目录）' },
    },
    once: { text: { en: 'end after the first result', zh: '收到第一个结果后退出' } },
  },
  environment: {
    WX_APP_ID: APP_ID_VARIABLE,
    WX_APP_SECRET: { en: 'its secret; otherwise you are asked', zh: '公众号的 secret；没有时会询问' },
    HOST: { en: 'address to listen on (default: 127.0.0.1)', zh: '监听地址（默认 127.0.0.1）' },
    PORT: { en: 'port to listen on (default: 3000)', zh: '监听端口（默认 3000）' },
  },
  examples: [
    {
      run: 'WX_APP_ID=wx… wx-ready probe --origin https://test.example.com',
      text: {
        en: 'behind a tunnel; open the printed URL on the phone',
        zh: '配合内网穿透；用手机打开输出的 URL',
      },
    },
  ],
  async run(context) {
    const { options, io, language, json } = context
    const origin = options.text('origin')
    if (!origin || !/^https?:\/\/[^/]+$/.test(origin))
      throw new CommandError(
        { en: '--origin is missing or no origin.', zh: '缺少 --origin，或它不是 origin。' },
        { en: 'For example --origin https://test.example.com', zh: '例如 --origin https://test.example.com' },
      )
    const folder = options.text('output') ?? '.'
    const platform = options.text('platform')
    const listenPort = toPort('PORT', io.env.PORT || '3000')
    const appId = requiredAppId(context)
    const secret = await context.secret(APP_SECRET)
    const stop = io.stopSignal()
    const finished = new AbortController()
    // Nobody else shall save files here.
    const path = `/probe-${randomBytes(8).toString('hex')}`

    const save = (result: ProbeResult) => {
      const conclusions = conclude(result)
      const at = new Date().toISOString()
      const file = join(folder, `wx-probe-${at.replace(/[:.]/g, '-')}.json`)
      const report = { tool: `wx-ready ${packageVersion()}`, at, conclusions, ...result }
      writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
      if (json) io.out(`${JSON.stringify({ file, ...conclusions }, null, 2)}\n`)
      else io.out(`${file}\n${summarize(conclusions)}`)
      if (options.flag('once')) finished.abort()
    }

    const [sign, page] = await withUsageErrors(() => {
      const account = createAccount({ appId, secret, ...(platform && { hosts: [platform] }) })
      const handler = signatureHandler(account, { allow: origin })
      return [toNodeListener(handler), toNodeListener(request => servePage(request, path, save))]
    })
    const server = createServer((request, response) =>
      request.url?.startsWith('/wx/signature?') ? sign(request, response) : page(request, response),
    )
    server.listen(listenPort, io.env.HOST || '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const introduction = {
      en: `Listening on port ${port}. Open on the phone, in WeChat:\n${origin}${path}\n`,
      zh: `监听端口 ${port}。请用手机微信打开：\n${origin}${path}\n`,
    }
    io.err(introduction[language])
    const ended = AbortSignal.any([stop, finished.signal])
    if (!ended.aborted) await once(ended, 'abort')
    server.close()
    server.closeIdleConnections()
    return EXIT.ok
  },
}

/** In characters. A result has some 10,000. */
const MAX_RESULT = 500_000

async function servePage(
  request: Request,
  path: string,
  save: (result: ProbeResult) => void,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (pathname === path) return new Response(html(), { headers: HTML_HEADERS })
  if (pathname === '/probe-page.js')
    return new Response(readFileSync(new URL('./probe-page.js', import.meta.url)), {
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
    })
  if (pathname === `${path}/result` && request.method === 'POST') {
    const result = readResult(await request.text())
    if (!result) return new Response('No result', { status: 400 })
    save(result)
    return new Response(null, { status: 204 })
  }
  return new Response('Not found', { status: 404 })
}

function readResult(text: string): ProbeResult | undefined {
  try {
    const { userAgent, steps, ...more } = JSON.parse(text) as ProbeResult
    if (text.length > MAX_RESULT || typeof userAgent !== 'string' || !Array.isArray(steps)) return undefined
    return { ...more, userAgent, steps }
  } catch {
    return undefined
  }
}

const HTML_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'",
}

function html(): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>wx-ready probe</title>
<style>body { font: 16px/1.5 sans-serif; margin: 1em } pre { font-size: 12px; white-space: pre-wrap; word-break: break-all }</style>
<h1>wx-ready probe</h1>
<p id="status">…</p>
<pre id="result"></pre>
<script type="module" src="/probe-page.js"></script>
</html>
`
}

function summarize(conclusions: ReturnType<typeof conclude>): string {
  const { wordings, supported, ...facts } = conclusions
  const lines = Object.entries({ ...facts, supported: supported.length, ...wordings })
  return lines.map(([name, value]) => `  ${name}: ${value}\n`).join('')
}
