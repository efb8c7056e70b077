/** What answers, and may be slow, or silent for good. */
export type Answerer = 'script' | 'signature' | 'verification' | 'call'

export class Network {
  readonly #delays: Record<Answerer, number> = { script: 10, signature: 20, verification: 20, call: 5 }
  readonly #silent = new Set<Answerer>()

  slow(who: Answerer, ms: number): void {
    this.#delays[who] = ms
  }

  hang(who: Answerer): void {
    this.#silent.add(who)
  }

  heal(): void {
    this.#silent.clear()
  }

  /** Resolves when the answer arrives, which may be never. */
  async answer(who: Answerer): Promise<void> {
    if (this.#silent.has(who)) await new Promise(() => {})
    await new Promise<void>(resolve => setTimeout(resolve, this.#delays[who]))
  }
}
