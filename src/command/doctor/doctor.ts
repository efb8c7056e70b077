import { ACCOUNT_OPTIONS, APP_ID_VARIABLE } from '../cli/account-inputs.js'
import { closest } from '../cli/closest.js'
import type { Command, CommandContext } from '../cli/command.js'
import { CommandError } from '../cli/command-error.js'
import { EXIT } from '../cli/exit-codes.js'
import type { Check, Finding } from './check.js'
import { CHECKS } from './checks/index.js'
import { createContext, type DoctorContext } from './context.js'
import { createReporter, type Result, summary, toJson } from './report.js'

export const doctor: Command = {
  name: 'doctor',
  summary: {
    en: 'Finds out why a page does not get ready: checks the account, the page and the signature endpoint.',
    zh: '诊断页面为什么不能 ready：检查公众号、页面和签名接口。',
  },
  options: {
    page: { value: 'URL', text: { en: 'the page, as it is opened in WeChat', zh: '在微信里打开的页面 URL' } },
    endpoint: {
      value: 'URL',
      text: {
        en: 'the signature endpoint, in any language; it is asked with ?url=',
        zh: '签名接口（任何语言实现），以 ?url= 请求',
      },
    },
    ...ACCOUNT_OPTIONS,
    domain: {
      value: 'DOMAIN',
      multiple: true,
      text: {
        en: 'a domain of JS接口安全域名, as in the console (repeatable)',
        zh: '后台填写的 JS接口安全域名（可重复）',
      },
    },
    'domain-file': {
      value: 'FILE',
      text: { en: 'MP_verify_….txt, its name or the file itself', zh: 'MP_verify_….txt 的文件名或文件' },
    },
    script: {
      value: 'URL',
      multiple: true,
      text: {
        en: "where the page loads WeChat's script (default: WeChat's two hosts)",
        zh: '页面加载 jweixin.js 的地址（默认微信的两个域名）',
      },
    },
    skip: {
      value: 'CHECK',
      multiple: true,
      text: { en: 'leave out a check or a group (repeatable)', zh: '跳过某项或某组检查（可重复）' },
    },
    only: {
      value: 'CHECK',
      multiple: true,
      text: { en: 'run only this check or group (repeatable)', zh: '只运行某项或某组检查（可重复）' },
    },
    list: { text: { en: 'list the checks', zh: '列出所有检查项' } },
    timeout: {
      value: 'SECONDS',
      text: { en: 'for each request (default: 10)', zh: '每个请求的超时秒数（默认 10）' },
    },
    'connect-to': {
      value: 'ORIGIN=ORIGIN',
      multiple: true,
      text: {
        en: 'send requests for the first origin to the second, for example past a proxy',
        zh: '把发往前一个 origin 的请求改发到后一个，例如绕过代理',
      },
    },
  },
  environment: {
    WX_APP_ID: APP_ID_VARIABLE,
    WX_APP_SECRET: {
      en: 'its secret; without it you are asked, or the account is skipped without a terminal',
      zh: '公众号的 secret；没有时在终端询问，非终端则跳过公众号检查',
    },
    WX_JSAPI_TICKET: {
      en: 'the ticket that your server caches, to compare it (optional)',
      zh: '你的服务器缓存的 ticket，用于比对（可选）',
    },
  },
  examples: [
    {
      run: 'WX_APP_ID=wx… wx-ready doctor --page https://www.example.com/ --endpoint https://www.example.com/wx/signature --domain example.com',
      text: { en: 'check everything; asks for the secret', zh: '全部检查；会询问 secret' },
    },
    {
      run: 'wx-ready doctor --page "https://www.example.com/a?b=1" --endpoint https://api.example.com/sign.php --lang zh',
      text: { en: 'without the account: page and endpoint only', zh: '没有公众号凭证：只检查页面和接口' },
    },
    {
      run: 'wx-ready doctor --only account --json',
      text: {
        en: 'on a server: are secret, IP list and clock right?',
        zh: '在服务器上检查 secret、白名单和时钟',
      },
    },
    {
      run: 'wx-ready doctor --page https://www.example.com/ --skip script-hosts --skip quota',
      text: { en: 'leave out slow checks', zh: '跳过较慢的检查' },
    },
  ],
  async run(command) {
    const { options, io, language, json } = command
    if (options.flag('list')) return list(command)
    const checks = chooseChecks(options.list('only'), options.list('skip'))
    const context = await createContext(
      command,
      checks.some(check => check.usesAccount),
    )
    const { account } = context
    if (!account && !context.settings.page && !checks.every(check => check.standalone))
      throw new CommandError(
        { en: 'There is nothing to check.', zh: '没有可检查的内容。' },
        {
          en: 'Pass --page URL, or set WX_APP_ID and WX_APP_SECRET. See wx-ready doctor --help.',
          zh: '请传 --page URL，或设置 WX_APP_ID 和 WX_APP_SECRET。见 wx-ready doctor --help。',
        },
      )
    const report = json ? () => {} : createReporter(command)
    const results: Result[] = []
    for (const check of checks) {
      const result = { check, finding: await runCheck(check, context) }
      results.push(result)
      report(result)
    }
    io.out(
      json ? `${JSON.stringify(toJson(results, language), null, 2)}\n` : `\n${summary(results, language)}\n`,
    )
    return results.some(({ finding }) => finding.status === 'failed') ? EXIT.failed : EXIT.ok
  },
}

function list({ io, language, json }: CommandContext): number {
  const rows = CHECKS.map(({ name, group, title, slow = false }) => ({
    name,
    group,
    title: title[language],
    slow,
  }))
  io.out(
    json
      ? `${JSON.stringify(rows, null, 2)}\n`
      : rows.map(({ name, group, title }) => `${name.padEnd(20)} ${group.padEnd(9)} ${title}\n`).join(''),
  )
  return EXIT.ok
}

/** @throws {CommandError} for a name that no check or group has */
function chooseChecks(only: readonly string[], skip: readonly string[]): readonly Check[] {
  const names = [...new Set(CHECKS.flatMap(({ name, group }) => [name, group]))]
  const unknown = [...only, ...skip].find(each => !names.includes(each))
  if (unknown !== undefined) {
    const nearest = closest(unknown, names)
    throw new CommandError(
      { en: 'There is no such check.', zh: '没有这个检查项。' },
      nearest
        ? { en: `Did you mean ${nearest}?`, zh: `是不是想用 ${nearest}？` }
        : { en: 'See wx-ready doctor --list.', zh: '见 wx-ready doctor --list。' },
    )
  }
  const labelsOf = (check: Check) => [check.name, check.group]
  return CHECKS.filter(
    check =>
      (only.length === 0 || labelsOf(check).some(name => only.includes(name))) &&
      !labelsOf(check).some(name => skip.includes(name)),
  )
}

/** A bug in one check must not hide the results of the others. */
async function runCheck(check: Check, context: DoctorContext): Promise<Finding> {
  try {
    return await check.run(context)
  } catch (error) {
    const message = String((error as Error | undefined)?.message ?? error)
    return {
      status: 'failed',
      message: { en: `The check itself failed: ${message}`, zh: `检查本身出错：${message}` },
    }
  }
}
