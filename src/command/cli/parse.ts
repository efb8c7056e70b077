import { parseArgs } from 'node:util'
import { closest } from './closest.js'
import type { Command, Option, OptionValues } from './command.js'
import { CommandError } from './command-error.js'
import { REFUSED_OPTIONS } from './secrets.js'
import { same } from './text.js'

/** Options of every subcommand. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  json: { text: { en: 'print JSON', zh: '输出 JSON' } },
  lang: {
    value: 'en|zh',
    text: { en: 'language of the texts (default: by LANG)', zh: '文字语言（默认看 LANG）' },
  },
  help: { text: { en: 'show this help', zh: '显示帮助' } },
}

/**
 * Parses the arguments of a subcommand. Messages never repeat a value, which may be a secret.
 *
 * @throws {CommandError} for unknown options and for secrets
 */
export function parseOptions(command: Command, args: readonly string[]): OptionValues {
  const known = { ...COMMON_OPTIONS, ...command.options }
  refuseSecrets(args, known)
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(known).map(([name, { value }]) => [
        name,
        { type: value ? ('string' as const) : ('boolean' as const), ...(name === 'help' && { short: 'h' }) },
      ]),
    ),
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const values = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw new CommandError(
        {
          en: `${command.name} takes no argument without an option name.`,
          zh: `${command.name} 的参数都要带选项名。`,
        },
        seeHelp(command),
      )
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined
    if (!option) throw unknownOption(token.name, Object.keys(known), command)
    const given = values.get(token.name) ?? []
    if (option.value && (token.value === undefined || token.value === ''))
      throw new CommandError(
        { en: `--${token.name} needs a value.`, zh: `--${token.name} 缺少值。` },
        same(`--${token.name} ${option.value}`),
      )
    if (!option.value && token.value !== undefined)
      throw new CommandError({ en: `--${token.name} takes no value.`, zh: `--${token.name} 不带值。` })
    if (!option.multiple && given.length > 0)
      throw new CommandError({
        en: `--${token.name} was given twice.`,
        zh: `--${token.name} 重复了。`,
      })
    values.set(token.name, [...given, token.value ?? ''])
  }
  return {
    text: name => values.get(name)?.[0],
    list: name => values.get(name) ?? [],
    flag: name => values.has(name),
  }
}

function refuseSecrets(args: readonly string[], known: Readonly<Record<string, Option>>): void {
  for (const arg of args) {
    const name = /^--?([\w-]+)/.exec(arg)?.[1]?.toLowerCase() ?? ''
    if (Object.hasOwn(known, name) || !Object.hasOwn(REFUSED_OPTIONS, name)) continue
    const variable = REFUSED_OPTIONS[name]
    throw new CommandError(
      {
        en: `--${name} is not accepted: arguments are visible to other users and stay in the shell's history.`,
        zh: `不接受 --${name}：命令行参数会被其他用户看到，也会留在 shell 历史里。`,
      },
      {
        en: `Set ${variable}, or leave it out to be asked. If the value was real, replace it.`,
        zh: `请设置环境变量 ${variable}，或者不传，由命令询问。如果刚才输入的是真实的值，请更换它。`,
      },
    )
  }
}

function unknownOption(name: string, known: readonly string[], command: Command): CommandError {
  const nearest = closest(name, known)
  return new CommandError(
    { en: `There is no option --${name}.`, zh: `没有选项 --${name}。` },
    nearest ? { en: `Did you mean --${nearest}?`, zh: `是不是想用 --${nearest}？` } : seeHelp(command),
  )
}

function seeHelp({ name }: Command) {
  return { en: `See wx-ready ${name} --help.`, zh: `查看 wx-ready ${name} --help。` }
}
