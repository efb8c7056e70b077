import type { Command, Option } from './command.js'
import { EXIT_CODES } from './exit-codes.js'
import { COMMON_OPTIONS } from './parse.js'
import type { Language, Text } from './text.js'

const HEADINGS = {
  usage: { en: 'Usage', zh: '用法' },
  commands: { en: 'Commands', zh: '命令' },
  options: { en: 'Options', zh: '选项' },
  environment: { en: 'Environment', zh: '环境变量' },
  examples: { en: 'Examples', zh: '示例' },
  exitCodes: { en: 'Exit codes', zh: '退出码' },
} satisfies Record<string, Text>

/** The help of the whole command. */
export function overview(commands: readonly Command[], language: Language): string {
  return join([
    `${HEADINGS.usage[language]}: wx-ready <command> [options]`,
    section(
      HEADINGS.commands[language],
      columns(commands.map(({ name, summary }) => [name, summary[language]])),
    ),
    section(HEADINGS.options[language], [...optionLines(COMMON_OPTIONS, language), '--version']),
    section(HEADINGS.exitCodes[language], exitCodeLines(language)),
    language === 'en'
      ? 'wx-ready <command> --help shows the options and examples of a command.'
      : '用 wx-ready <command> --help 查看某个命令的选项和示例。',
  ])
}

/** The help of one subcommand. */
export function commandHelp(command: Command, language: Language): string {
  const { name, summary, options, environment, examples } = command
  return join([
    `${summary[language]}`,
    `${HEADINGS.usage[language]}: wx-ready ${name} [options]`,
    section(HEADINGS.options[language], optionLines({ ...options, ...COMMON_OPTIONS }, language)),
    section(
      HEADINGS.environment[language],
      columns(Object.entries(environment).map(([variable, text]) => [variable, text[language]])),
    ),
    section(
      HEADINGS.examples[language],
      examples.flatMap(({ run, text }) => [`# ${text[language]}`, run]),
    ),
    section(HEADINGS.exitCodes[language], exitCodeLines(language)),
  ])
}

function optionLines(options: Readonly<Record<string, Option>>, language: Language): string[] {
  return columns(
    Object.entries(options).map(([name, { value, text }]) => [
      value ? `--${name} ${value}` : `--${name}`,
      text[language],
    ]),
  )
}

function exitCodeLines(language: Language): string[] {
  return columns(EXIT_CODES.map(([code, text]) => [String(code), text[language]]))
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length), 0)
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`)
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${heading}:`, ...lines.map(line => `  ${line}`)].join('\n')
}

function join(sections: readonly string[]): string {
  return `${sections.filter(Boolean).join('\n\n')}\n`
}
