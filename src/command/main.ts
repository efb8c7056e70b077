import { closest } from './cli/closest.js'
import type { Command, CommandContext } from './cli/command.js'
import { CommandError } from './cli/command-error.js'
import { EXIT } from './cli/exit-codes.js'
import { commandHelp, overview } from './cli/help.js'
import type { Io } from './cli/io.js'
import { parseOptions } from './cli/parse.js'
import { createRedactedIo } from './cli/redact.js'
import { readOptionalSecret, readSecret } from './cli/secrets.js'
import { chooseLanguage, type Language } from './cli/text.js'
import { COMMANDS } from './commands.js'
import { packageVersion } from './version.js'

/** Runs the command `wx-ready`. Never rejects. @returns the exit code */
export async function main(args: readonly string[], processIo: Io): Promise<number> {
  const { io, hide } = createRedactedIo(processIo)
  const language = chooseLanguage(languageOption(args), io.env)
  const json = args.includes('--json')
  try {
    const [command, rest] = findCommand(args)
    if (!command) return noCommand(args, language, io)
    const options = parseOptions(command, rest)
    if (options.flag('help')) {
      io.out(commandHelp(command, language))
      return EXIT.ok
    }
    return await command.run(createContext({ options, language, json, io, hide }))
  } catch (error) {
    return report(error, language, json, io)
  }
}

function createContext({
  options,
  language,
  json,
  io,
  hide,
}: Pick<CommandContext, 'options' | 'language' | 'json' | 'io' | 'hide'>): CommandContext {
  return {
    options,
    language,
    json,
    io,
    hide,
    async secret(source) {
      const value = await readSecret(source, options, io, language)
      hide(value)
      return value
    },
    optionalSecret(source) {
      const value = readOptionalSecret(source, options, io)
      if (value) hide(value)
      return value
    },
  }
}

/** A name of two words, such as `sign page`, goes first. */
function findCommand(args: readonly string[]): [Command | undefined, readonly string[]] {
  for (const length of [2, 1]) {
    const name = args.slice(0, length).join(' ')
    const command = COMMANDS.find(command => command.name === name)
    if (command) return [command, args.slice(length)]
  }
  return [undefined, args]
}

function noCommand(args: readonly string[], language: Language, io: Io): number {
  const [name] = args.filter(arg => !arg.startsWith('-'))
  if (args[0] === '--version') {
    io.out(`${packageVersion()}\n`)
    return EXIT.ok
  }
  if (args.includes('--help') || args.includes('-h') || args[0] === 'help') {
    io.out(overview(COMMANDS, language))
    return EXIT.ok
  }
  if (args.length === 0) {
    io.err(overview(COMMANDS, language))
    return EXIT.usage
  }
  const names = COMMANDS.map(command => command.name)
  const group = names.filter(each => each.startsWith(`${name} `))
  const nearest = closest(name ?? '', names)
  throw new CommandError(
    group.length > 0
      ? { en: `${name} needs to know what.`, zh: `${name} 后面还要写对象。` }
      : { en: 'There is no such command.', zh: '没有这个命令。' },
    group.length > 0
      ? { en: `Use ${group.join(', ')}.`, zh: `可用：${group.join('、')}。` }
      : nearest
        ? { en: `Did you mean ${nearest}?`, zh: `是不是想用 ${nearest}？` }
        : { en: `Use ${names.join(', ')}.`, zh: `可用：${names.join('、')}。` },
  )
}

function languageOption(args: readonly string[]): string | undefined {
  const index = args.findIndex(arg => arg === '--lang' || arg.startsWith('--lang='))
  const found = args[index]?.includes('=') ? args[index].slice('--lang='.length) : args[index + 1]
  return index < 0 ? undefined : found
}

function report(error: unknown, language: Language, json: boolean, io: Io): number {
  const { text, hint, exitCode } =
    error instanceof CommandError ? error : { text: undefined, hint: undefined, exitCode: EXIT.error }
  const message = text?.[language] ?? String((error as Error | undefined)?.message ?? error)
  if (json) io.out(`${JSON.stringify({ error: { message, ...(hint && { hint: hint[language] }) } })}\n`)
  else io.err(`wx-ready: ${message}\n${hint ? `${hint[language]}\n` : ''}`)
  return exitCode
}
