import type { Signature } from '../../src/browser/index.js'
import type { Network } from './network.js'

/** The server that signs. What it signs is readable: the URL, and the number of the ticket. */
export class Server {
  /** The ticket that WeChat takes now, and the one that the server still has. */
  ticket = 1
  #cached = 1
  #broken = 0
  readonly #network: Network

  constructor(network: Network) {
    this.#network = network
  }

  /** What was signed before is refused, and all that is, until the server hears of it. */
  renewTicket(): void {
    this.ticket += 1
  }

  /** So many answers are errors. */
  breakDown(answers: number): void {
    this.#broken = answers
  }

  /** @param mark of whoever asks, for the client to tell them apart */
  async sign(url: string, refused: boolean, mark: string = OURS): Promise<Signature> {
    if (refused) this.#cached = this.ticket
    const signature = `${url} ${this.#cached} ${mark}`
    await this.#network.answer('signature')
    if (this.#broken > 0) {
      this.#broken -= 1
      throw new Error('HTTP 500')
    }
    return { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature }
  }

  isValid(signature: string, url: string): boolean {
    return signature.startsWith(`${url} ${this.ticket} `)
  }
}

/** Whose signature it is. */
export const OURS = 'ours'
export const NEIGHBOUR = 'neighbour'
export const FOREIGN = 'foreign'

export function markOf(signature: string): string {
  return signature.split(' ')[2] ?? ''
}

export function signedUrlOf(signature: string): string {
  return signature.split(' ')[0] as string
}
