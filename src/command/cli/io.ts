import process from 'node:process'
import { promptHidden } from './prompt.js'

/** What a command uses of its process, so that tests can run commands in theirs. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  out(text: string): void
  err(text: string): void
  /** Asks for a secret without showing it. `undefined` without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined
  /** Aborts when the process is asked to end. Listening for it starts with the first use. */
  stopSignal(): AbortSignal
}

export function processIo(): Io {
  const { stdin, stdout, stderr } = process
  let stop: AbortController | undefined
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe)
  return {
    env: process.env,
    out: text => void stdout.write(text),
    err: text => void stderr.write(text),
    ask: stdin.isTTY ? question => promptHidden(question, stdin, stderr) : undefined,
    stopSignal() {
      if (stop) return stop.signal
      const created = new AbortController()
      stop = created
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.on(signal, () => {
          // The second one does not wait for connections to end.
          if (created.signal.aborted) process.exit(130)
          created.abort(signal)
        })
      }
      return created.signal
    },
  }
}

/** A reader that ends early, such as `head`, does not make the command fail. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
