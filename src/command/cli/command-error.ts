import { EXIT } from './exit-codes.js'
import type { Text } from './text.js'

/** A mistake in the arguments or the environment. It is printed without a stack. */
export class CommandError extends Error {
  readonly text: Text
  readonly hint: Text | undefined
  readonly exitCode: number

  constructor(text: Text, hint?: Text, exitCode: number = EXIT.usage) {
    super(text.en)
    this.name = 'CommandError'
    this.text = text
    this.hint = hint
    this.exitCode = exitCode
  }
}
