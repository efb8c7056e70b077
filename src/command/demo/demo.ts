import { once } from 'node:events'
import type { Command } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import { EXIT } from '../cli/exit-codes.js'
import { toPort } from '../cli/port.js'
import { openInBrowser } from './open-in-browser.js'

/** The package contains it as it is in the repository. This path is the same from src/ and from dist/. */
const SERVER = new URL('../../../demo/server/start.mjs', import.meta.url)

interface DemoModule {
  startDemo(options: { port: number; host: string }): Promise<{ origin: string; close(): Promise<void> }>
}

export const demo: Command = {
  name: 'demo',
  summary: {
    en: 'Shows a tour in the browser: a page that shares, chooses pictures and pays in a simulated WeChat.',
    zh: '在浏览器里打开演示：网页在模拟的微信里分享、选图、支付。',
  },
  options: {
    port: {
      value: 'PORT',
      text: { en: 'port to listen on (default: 8080; 0: any)', zh: '监听端口（默认 8080，0 为任意端口）' },
    },
    host: {
      value: 'ADDRESS',
      text: {
        en: 'address to listen on (default: 127.0.0.1, this computer only)',
        zh: '监听地址（默认 127.0.0.1，只有本机能访问）',
      },
    },
    open: { text: { en: 'open the browser', zh: '打开浏览器' } },
  },
  environment: {},
  examples: [
    {
      run: 'wx-ready demo --open',
      text: { en: 'no account, no phone', zh: '不需要公众号，也不需要手机' },
    },
    {
      run: 'wx-ready demo --host 0.0.0.0 --port 3000',
      text: {
        en: 'for a phone in the same network; everybody there can open it',
        zh: '让同一局域网的手机访问；局域网里的其他人也能打开',
      },
    },
  ],
  async run({ options, io, json, language }) {
    const port = toPort('--port', options.text('port') ?? '8080')
    const host = options.text('host') ?? '127.0.0.1'
    const stop = io.stopSignal()
    const server = await start(port, host)
    const url = `${server.origin}/`
    if (json) io.out(`${JSON.stringify({ url })}\n`)
    else io.out(INTRODUCTION[language](url))
    if (options.flag('open'))
      openInBrowser(url, () => {
        io.err(
          language === 'zh' ? `无法打开浏览器，请手动打开 ${url}\n` : `Cannot open a browser. Open ${url}\n`,
        )
      })
    if (!stop.aborted) await once(stop, 'abort')
    await server.close()
    return EXIT.ok
  },
}

const INTRODUCTION = {
  en: (url: string) => `The tour is at ${url}\nPress Ctrl-C to stop.\n`,
  zh: (url: string) => `演示地址：${url}\n按 Ctrl-C 停止。\n`,
}

/** @throws {CommandError} if the port or the address cannot be used */
async function start(port: number, host: string) {
  // Loaded for this command only: it imports the built server and the simulator.
  const { startDemo } = (await import(SERVER.href)) as DemoModule
  try {
    return await startDemo({ port, host })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const isTaken = code === 'EADDRINUSE'
    throw new CommandError(
      {
        en: isTaken
          ? `Port ${port} is already in use.`
          : `Cannot listen on ${host}:${port}: ${code ?? message}.`,
        zh: isTaken ? `端口 ${port} 已被占用。` : `无法监听 ${host}:${port}：${code ?? message}。`,
      },
      {
        en: 'Choose another one with --port, or --port 0 for any.',
        zh: '用 --port 换一个端口，或用 --port 0 使用任意端口。',
      },
      EXIT.error,
    )
  }
}
