import { ownValue } from './own-value.js'
import type { AnswerOptions, BridgeParameters, RawAnswer } from './simulator-types.js'

/** An answer that somebody set. */
export interface BookedAnswer {
  /** An outcome by the script's name, or an answer in the client's format by the client's name. */
  readonly kind: 'outcome' | 'raw'
  readonly name: string
  readonly answer: unknown
  readonly after: number
  /** How many calls it still answers. */
  times: number
}

/** The answers that were set with `answer()` and `answerRaw()`. The last one applies. */
export interface AnswerBook {
  add(name: string, answer: unknown, options: AnswerOptions): () => void
  addRaw(
    clientName: string,
    answer: (parameters: BridgeParameters) => RawAnswer | Promise<RawAnswer>,
  ): () => void
  /** The answer to the next call. */
  peek(name: string, clientName: string): BookedAnswer | undefined
  /** The answer to this call, which uses it up. */
  take(name: string, clientName: string): BookedAnswer | undefined
  reset(): void
}

export function createAnswerBook(): AnswerBook {
  let booked: BookedAnswer[] = []

  const add = (answer: BookedAnswer) => {
    booked.push(answer)
    return () => {
      booked = booked.filter(each => each !== answer)
    }
  }

  const book: AnswerBook = {
    add(name, answer, { times = Number.POSITIVE_INFINITY, after = 0 }) {
      if (!(times > 0)) throw new TypeError(`times must be more than 0, but is ${times}.`)
      return add({ kind: 'outcome', name, answer, times, after })
    },
    addRaw: (name, answer) => add({ kind: 'raw', name, answer, times: Number.POSITIVE_INFINITY, after: 0 }),
    peek(name, clientName) {
      const names = { outcome: name, raw: clientName }
      return [...booked].reverse().find(each => each.name === ownValue(names, each.kind))
    },
    take(name, clientName) {
      const found = book.peek(name, clientName)
      if (found) {
        found.times -= 1
        if (found.times <= 0) booked = booked.filter(each => each !== found)
      }
      return found
    },
    reset() {
      booked = []
    },
  }
  return book
}
