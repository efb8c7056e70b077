import type { Simulator } from '../simulator/page/index.js'

/** A change of a page's simulator, as it travels to the page. */
export type Command =
  | { method: 'deny' | 'allow'; apis: readonly string[] }
  /** The page asks the test for each answer; or it answers with the outcome, always. */
  | { method: 'answer'; api: string; outcome?: SentOutcome }

/** An outcome as it travels to the page: errors do not survive the way. */
export type SentOutcome = { value?: unknown; error?: string }

export type SimulatedWindow = typeof window & {
  WxReadySimulator?: { current?: Simulator }
  __wxReadyChange?: (command: Command) => void
  /** `undefined`: the test has no answer. */
  __wxReadyAnswer?: (api: string, parameters: object) => Promise<SentOutcome | undefined>
}

/** Runs in the page, as text: it must not use anything of this module. */
export function preparePage(): void {
  const page = window as SimulatedWindow
  const simulator = page.WxReadySimulator?.current
  if (!simulator) return
  type Loose = Record<string, unknown> & {
    answer(api: string, outcome: unknown): () => void
    deny(...apis: readonly string[]): void
    allow(...apis: readonly string[]): void
  }
  const loose = simulator as unknown as Loose
  const asked: Record<string, unknown> = {}
  const fixed: Record<string, (() => void) | undefined> = {}
  simulator.person = asked
  const received = (outcome: SentOutcome | undefined) =>
    outcome?.error === undefined ? outcome?.value : new Error(outcome.error)

  Object.defineProperty(page, '__wxReadyChange', {
    value(command: Command) {
      if (command.method !== 'answer') return loose[command.method](...command.apis)
      const { api, outcome } = command
      fixed[api]?.()
      fixed[api] = outcome && loose.answer(api, received(outcome))
      asked[api] = async (parameters: object) => {
        const answer = await page.__wxReadyAnswer?.(api, parameters)
        // The default of an API is undefined, and so is a success without fields in an answer.
        return answer && (received(answer) ?? {})
      }
    },
  })
}
