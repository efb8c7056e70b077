import type { Io } from './io.js'
import type { Language, Text } from './text.js'

/** A subcommand: everything that its help, its arguments and its execution need. */
export interface Command {
  /** For example `doctor` or `sign page`. */
  readonly name: string
  readonly summary: Text
  /** By name, without the dashes. */
  readonly options: Readonly<Record<string, Option>>
  /** The environment variables that it reads. */
  readonly environment: Readonly<Record<string, Text>>
  readonly examples: readonly { readonly run: string; readonly text: Text }[]
  /** @returns the exit code */
  run(context: CommandContext): Promise<number>
}

export interface Option {
  /** Name of the value in the help. Without it, the option is a flag. */
  readonly value?: string
  /** Whether it can be given several times. */
  readonly multiple?: boolean
  readonly text: Text
}

/** What a subcommand is run with. */
export interface CommandContext {
  readonly options: OptionValues
  readonly language: Language
  /** `--json`: stdout gets one JSON value and nothing else. */
  readonly json: boolean
  /** Output is redacted: secrets that were read never appear in it. */
  readonly io: Io
  /** Reads a secret. See `readSecret`. */
  secret(source: SecretSource): Promise<string>
  /** The same, without asking. */
  optionalSecret(source: SecretSource): string | undefined
  /** Keeps a value out of all output. */
  hide(value: string): void
}

/** Where a secret may come from: a variable, a file that `<variable>_FILE` or an option names, or a prompt. */
export interface SecretSource {
  readonly variable: string
  /** The option with the name of a file. */
  readonly fileOption?: string
  readonly label: Text
  /** Whether its line breaks matter, as in a PEM file. */
  readonly multiline?: boolean
}

/** The values of the options that were given. */
export interface OptionValues {
  text(name: string): string | undefined
  list(name: string): readonly string[]
  flag(name: string): boolean
}
