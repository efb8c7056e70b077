import { CommandError } from './command-error.js'
import { EXIT } from './exit-codes.js'

/** The part of `process.stdin` that is used. */
export interface TerminalInput {
  setRawMode(raw: boolean): unknown
  setEncoding(encoding: 'utf8'): unknown
  on(event: 'data', listener: (text: string) => void): unknown
  on(event: 'end', listener: () => void): unknown
  off(event: 'data', listener: (text: string) => void): unknown
  off(event: 'end', listener: () => void): unknown
  resume(): unknown
  pause(): unknown
}

const CONTROL_C = '\u0003'
const CONTROL_D = '\u0004'
const CONTROL_U = '\u0015'

const ESCAPE = '\u001b'
/** What a terminal sends for an arrow key, Delete, or a key together with Alt, which may be an arrow key. */
const ESCAPE_SEQUENCE = new RegExp(`${ESCAPE}+(?:\\[[0-9;?]*[ -/]*[@-~]|O.|.)?`, 'g')

/** Reads a line from the terminal without showing it. */
export function promptHidden(
  question: string,
  input: TerminalInput,
  output: { write(text: string): unknown },
): Promise<string> {
  return new Promise((resolve, reject) => {
    let line = ''
    const end = (settle: () => void) => {
      input.off('data', read)
      input.off('end', interrupted)
      input.setRawMode(false)
      input.pause()
      output.write('\n')
      settle()
    }
    const interrupted = () =>
      end(() => reject(new CommandError({ en: 'Interrupted.', zh: '已中断。' }, undefined, EXIT.interrupted)))
    const read = (text: string) => {
      for (const character of text.replace(ESCAPE_SEQUENCE, '')) {
        if (character === '\r' || character === '\n') return end(() => resolve(line))
        if (character === CONTROL_C || character === CONTROL_D) return interrupted()
        if (character === '\u007f' || character === '\b') line = line.slice(0, -1)
        else if (character === CONTROL_U) line = ''
        // Other control characters are not part of a secret.
        else if (character >= ' ') line += character
      }
    }
    output.write(question)
    input.setRawMode(true)
    input.setEncoding('utf8')
    input.on('data', read)
    input.on('end', interrupted)
    input.resume()
  })
}
