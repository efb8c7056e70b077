import type { CommandContext } from '../cli/command.js'
import { EXIT } from '../cli/exit-codes.js'
import type { Text } from '../cli/text.js'

/** The result of a verification. */
export interface Verdict {
  readonly ok: boolean
  /** How the signature came about, if it is wrong and that was found. */
  readonly mistakes: readonly string[]
  /** What to do, or what the mistakes mean. */
  readonly texts: readonly Text[]
  /** Values to compare, for example the right signature. */
  readonly values?: Readonly<Record<string, string>>
}

/** Prints a verdict. @returns the exit code */
export function reportVerdict({ io, json, language }: CommandContext, verdict: Verdict): number {
  const { ok, mistakes, texts, values = {} } = verdict
  const lines = texts.map(text => text[language])
  if (json) {
    io.out(`${JSON.stringify({ ok, mistakes, advice: lines, ...values }, null, 2)}\n`)
  } else if (ok) {
    io.out(language === 'en' ? '✔ The signature is right.\n' : '✔ 签名正确。\n')
  } else {
    io.out(language === 'en' ? '✖ The signature is wrong.\n' : '✖ 签名不一致。\n')
    for (const line of lines) io.out(`    → ${line}\n`)
    for (const [name, value] of Object.entries(values)) io.out(`    ${name}: ${value}\n`)
  }
  return ok ? EXIT.ok : EXIT.failed
}
