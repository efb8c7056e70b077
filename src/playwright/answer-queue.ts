import type { SentOutcome } from './page-side.js'
import type { AnswerLimits } from './types.js'

/** The answers that a test has set. Pages ask for them, so that each counts over all pages of a test. */
export interface AnswerQueue {
  add(api: string, answer: unknown, limits: AnswerLimits): void
  /** The answer that applies to every call from now on; `undefined` if that is not known beforehand. */
  constant(api: string): SentOutcome | undefined
  /** @returns `undefined` if no answer applies */
  take(api: string, parameters: object): Promise<SentOutcome | undefined>
}

interface Entry {
  answer: unknown
  left: number
  after: number
}

export function createAnswerQueue(): AnswerQueue {
  const entriesByApi = new Map<string, Entry[]>()
  const current = (api: string) =>
    entriesByApi
      .get(api)
      ?.filter(({ left }) => left > 0)
      .at(-1)
  return {
    add(api, answer, { times = Number.POSITIVE_INFINITY, after = 0 }) {
      entriesByApi.set(api, [...(entriesByApi.get(api) ?? []), { answer, left: times, after }])
    },
    constant(api) {
      const entry = current(api)
      const isConstant =
        entry &&
        entry.left === Number.POSITIVE_INFINITY &&
        entry.after === 0 &&
        typeof entry.answer !== 'function'
      return isConstant ? toSent(entry.answer) : undefined
    },
    async take(api, parameters) {
      const entry = current(api)
      if (!entry) return undefined
      entry.left -= 1
      if (entry.after > 0) await new Promise(resolve => setTimeout(resolve, entry.after))
      try {
        const { answer } = entry
        const outcome = typeof answer === 'function' ? await answer(parameters) : answer
        return outcome === 'default' ? undefined : toSent(outcome)
      } catch (error) {
        return { error: `the answer of the test threw ${error}` }
      }
    },
  }
}

function toSent(outcome: unknown): SentOutcome {
  return outcome instanceof Error ? { error: outcome.message } : { value: outcome ?? {} }
}
