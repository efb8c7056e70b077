import { randomUUID } from 'node:crypto'
import { jsApiSignature } from '../../server/index.js'
import { APP_ID } from '../cli/account-inputs.js'
import type { Command } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import { EXIT } from '../cli/exit-codes.js'
import { withoutHash } from '../diagnosis/url-changes.js'
import { JSAPI_TICKET, required, TICKET_FILE, variable } from './inputs.js'

export const signPage: Command = {
  name: 'sign page',
  summary: { en: 'Signs the URL of a page, offline.', zh: '离线计算页面 URL 的签名。' },
  options: {
    page: {
      value: 'URL',
      text: { en: "the page's URL, exactly as it is open", zh: '页面 URL，和打开时完全一致' },
    },
    'app-id': APP_ID,
    'ticket-file': TICKET_FILE,
    timestamp: { value: 'SECONDS', text: { en: 'default: now', zh: '默认当前时间' } },
    nonce: { value: 'TEXT', text: { en: 'default: a random one', zh: '默认随机生成' } },
  },
  environment: {
    ...variable(JSAPI_TICKET),
    WX_APP_ID: { en: 'copied into the output', zh: '原样写入输出' },
  },
  examples: [
    {
      run: 'wx-ready sign page --page "https://www.example.com/a?b=1" --ticket-file ticket.txt',
      text: { en: 'with a ticket from a file', zh: '从文件读取 ticket' },
    },
    {
      run: 'wx-ready sign page --page http://mp.weixin.qq.com?params=value --nonce Wm3WZYTPz0wzccnW --timestamp 1414587457',
      text: { en: "the example of WeChat's guide; asks for the ticket", zh: '官方文档的示例；会询问 ticket' },
    },
  ],
  async run(context) {
    const { options, io } = context
    const url = withoutHash(required(options, 'page'))
    const timestamp = options.text('timestamp') ?? String(Math.floor(Date.now() / 1000))
    if (!/^\d{1,11}$/.test(timestamp))
      throw new CommandError({ en: '--timestamp is in seconds.', zh: '--timestamp 的单位是秒。' })
    const nonceStr = options.text('nonce') ?? randomUUID().replaceAll('-', '')
    const appId = options.text('app-id') ?? io.env.WX_APP_ID
    const ticket = await context.secret(JSAPI_TICKET)
    const signature = jsApiSignature({ ticket, nonceStr, timestamp, url })
    io.out(`${JSON.stringify({ appId, timestamp: Number(timestamp), nonceStr, signature, url }, null, 2)}\n`)
    return EXIT.ok
  },
}
