import { jsApiSignature } from '../../server/index.js'
import type { Command } from '../cli/command.js'
import { diagnoseSignature } from '../diagnosis/diagnose.js'
import { withoutHash } from '../diagnosis/url-changes.js'
import { CAUSES, type CauseName } from '../doctor/causes.js'
import { JSAPI_TICKET, required, TICKET_FILE, variable } from '../sign/inputs.js'
import { reportVerdict } from './verdict.js'

export const verifyPage: Command = {
  name: 'verify page',
  summary: {
    en: 'Verifies the signature of a page, offline, and says what was signed instead.',
    zh: '离线校验页面签名，并指出实际签了什么。',
  },
  options: {
    page: { value: 'URL', text: { en: "the page's URL", zh: '页面 URL' } },
    timestamp: { value: 'SECONDS', text: { en: 'as in the response', zh: '接口返回的值' } },
    nonce: { value: 'TEXT', text: { en: 'nonceStr of the response', zh: '接口返回的 nonceStr' } },
    signature: { value: 'HEX', text: { en: 'as in the response', zh: '接口返回的值' } },
    'ticket-file': TICKET_FILE,
  },
  environment: variable(JSAPI_TICKET),
  examples: [
    {
      run: 'wx-ready verify page --page http://mp.weixin.qq.com?params=value --nonce Wm3WZYTPz0wzccnW --timestamp 1414587457 --signature 0f9de62fce790f9a083d5c99e95740ceb90c27ed',
      text: { en: "the example of WeChat's guide; asks for the ticket", zh: '官方文档的示例；会询问 ticket' },
    },
  ],
  async run(context) {
    const { options } = context
    const page = required(options, 'page')
    const url = withoutHash(page)
    const given = {
      url,
      hash: page.slice(url.length),
      timestamp: required(options, 'timestamp'),
      nonceStr: required(options, 'nonce'),
      signature: required(options, 'signature'),
    }
    const ticket = await context.secret(JSAPI_TICKET)
    const diagnosis = diagnoseSignature({ ...given, ticket })
    const mistakes: readonly CauseName[] = diagnosis?.mistakes ?? ['stale-ticket']
    return reportVerdict(context, {
      ok: mistakes.length === 0,
      mistakes,
      texts: mistakes.flatMap(each => [CAUSES[each].title, ...(CAUSES[each].fix ?? [])]),
      values: {
        expected: jsApiSignature({ ...given, ticket }),
        ...(diagnosis && diagnosis.url !== url && { signedUrl: diagnosis.url }),
      },
    })
  },
}
