import { main } from '../../src/command/main.js'

export interface CommandRun {
  code: number
  out: string
  err: string
  /** The output of `--json`. */
  json(): unknown
}

export interface CommandSurroundings {
  env?: Record<string, string>
  /** What the person types into a prompt. @default no terminal */
  typed?: string | (() => string)
  stop?: AbortSignal
  /** Called with each line, as it is printed. */
  onOutput?: (text: string) => void
}

/** Runs the command in this process. */
export async function runWxReady(
  args: readonly string[],
  { env = {}, typed, stop = new AbortController().signal, onOutput }: CommandSurroundings = {},
): Promise<CommandRun> {
  const run = { code: 0, out: '', err: '', json: (): unknown => JSON.parse(run.out) }
  run.code = await main(args, {
    env,
    out(text) {
      run.out += text
      onOutput?.(text)
    },
    err(text) {
      run.err += text
    },
    ask: typed === undefined ? undefined : async () => (typeof typed === 'function' ? typed() : typed),
    stopSignal: () => stop,
  })
  return run
}
