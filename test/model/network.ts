/** What answers, and may be slow, or silent for good. */
export type Answerer = 'script' | 'signature' | 'verification' | 'call'

export class Network {
  readonly #delays: Record<Answerer, number> = { script: 10, signature: 20, verification: 20, call: 5 }
  readonly #silent = new Set<Answerer>()
  #lost = 0
  #losing = false

  slow(who: Answerer, ms: number): void {
    this.#delays[who] = ms
  }

  hang(who: Answerer): void {
    this.#silent.add(who)
  }

  /** What is under way now is never answered. */
  lose(): void {
    this.#lost += 1
  }

  /** The next answer is lost, and those after it arrive. */
  loseNext(): void {
    this.#losing = true
  }

  heal(): void {
    this.#silent.clear()
    this.#losing = false
  }

  /** Resolves when the answer arrives, which may be never. */
  async answer(who: Answerer): Promise<void> {
    const before = this.#lost
    if (this.#silent.has(who) || this.#losing) await this.#never()
    await new Promise<void>(resolve => setTimeout(resolve, this.#delays[who]))
    if (before !== this.#lost) await this.#never()
  }

  #never(): Promise<never> {
    this.#losing = false
    return new Promise(() => {})
  }
}
