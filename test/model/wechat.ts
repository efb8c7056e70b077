import type { Network } from './network.js'
import { FOREIGN, markOf, NEIGHBOUR, OURS, type Server, signedUrlOf } from './server.js'

/** What sets one kind of WeChat apart from another. */
export interface Kind {
  os: 'ios' | 'android'
  /** `'own'`: one that is neither where the page is nor where it was opened. */
  checks: 'current' | 'landing' | 'own'
  /** Whether a refusal names the URL that was checked. */
  tellsUrl: boolean
  /** Whether a page whose URL changes loses every permission, and what it shares. */
  revokesOnNavigation: boolean
}

interface Shared {
  title: string
  link: string
}

type Parameters = Readonly<Record<string, string>>

/** What a test wants to know of the calls, as they come in. */
export interface Witness {
  onCall(name: string, signedUrl: string): void
  /** A call went out under the signature of somebody else. */
  onWrongMark(name: string, mark: string): void
  onVerification(signedUrl: string): void
  onAnswer(signedUrl: string, accepted: boolean): void
  /** A verification was answered with nothing. */
  onNothing(signedUrl: string): void
}

/** The one API that the neighbour calls, and nobody else. */
export const NEIGHBOURS_API = 'showOptionMenu'

/** A WeChat as its bridge shows it to one page. */
export class WeChat {
  readonly landing: string
  /** To each instance its own: what one of them is granted tells the other nothing. */
  readonly granted: Set<string> = new Set()
  readonly #grantedToNeighbour = new Set<string>()
  readonly refused: Set<string> = new Set()
  /** What each of the two buttons would share. */
  readonly shared: Map<string, Shared> = new Map()
  /** What the account does not have, by the client's names. */
  readonly lacking: Set<string> = new Set()
  denials = 0
  /** What the next answer is in place of a real one: `{}` is taken for ok, nothing for a failure. */
  empty: { answer: unknown } | undefined
  #url: string
  readonly #kind: Kind
  readonly #server: Server
  readonly #network: Network
  readonly #witness: Witness

  constructor(kind: Kind, landing: string, server: Server, network: Network, witness: Witness) {
    this.#kind = kind
    this.landing = landing
    this.#url = landing
    this.#server = server
    this.#network = network
    this.#witness = witness
  }

  invoke(name: string, parameters: Parameters, callback: (answer: object) => void): void {
    const answering = name === 'preVerifyJSAPI' ? this.#verify(parameters) : this.#call(name, parameters)
    answering.then(answer => callback(answer as object))
  }

  on(): void {}

  get checkedUrl(): string {
    const { checks } = this.#kind
    return checks === 'landing' ? this.landing : checks === 'own' ? `${this.landing}own` : this.#url
  }

  moved(url: string): void {
    if (this.#kind.revokesOnNavigation && url !== this.#url) this.revoke()
    this.#url = url
  }

  revoke(): void {
    this.granted.clear()
    this.#grantedToNeighbour.clear()
    this.shared.clear()
  }

  async #verify({ verifySignature = '' }: Parameters): Promise<unknown> {
    const signedUrl = signedUrlOf(verifySignature)
    const isOurs = markOf(verifySignature) === OURS
    if (isOurs) this.#witness.onVerification(signedUrl)
    const checked = this.checkedUrl
    const valid = this.#server.isValid(verifySignature, checked)
    await this.#network.answer('verification')
    // Of a page's own config, the script itself throws at it.
    if (this.empty && markOf(verifySignature) !== FOREIGN) {
      // Nothing was verified, so that an answer which is taken for ok would be a lie.
      this.empty = undefined
      if (isOurs) this.#witness.onNothing(signedUrl)
      return undefined
    }
    if (isOurs) this.#witness.onAnswer(signedUrl, valid)
    if (!valid) {
      if (isOurs) this.refused.add(signedUrl)
      const told = this.#kind.tellsUrl && { realAuthUrl: [checked] }
      return { err_msg: 'preVerifyJSAPI:fail_invalid signature', ...told }
    }
    if (isOurs) this.refused.delete(checked)
    const granted = isOurs ? this.granted : this.#grantedToNeighbour
    // The answer came too late for a page that has moved, where moving takes it all away.
    if (!this.#kind.revokesOnNavigation || checked === this.checkedUrl) granted.add(checked)
    return { err_msg: 'preVerifyJSAPI:ok' }
  }

  async #call(name: string, parameters: Parameters): Promise<unknown> {
    const { verifySignature = '' } = parameters
    const mark = markOf(verifySignature)
    if (mark !== (name === NEIGHBOURS_API ? NEIGHBOUR : OURS)) this.#witness.onWrongMark(name, mark)
    if (mark === OURS) this.#witness.onCall(name, signedUrlOf(verifySignature))
    const refusal = this.#refusalOf(name)
    await this.#network.answer('call')
    if (refusal) return { err_msg: `${name}:fail_${refusal}` }
    const { empty } = this
    this.empty = undefined
    if (empty && !empty.answer) return undefined
    if (name.startsWith('update'))
      this.shared.set(name, { title: String(parameters.title), link: String(parameters.link) })
    // A fresh one, for the vendor's script writes into it.
    if (empty) return {}
    return { err_msg: name === 'getNetworkType' ? 'network_type:wifi' : `${name}:ok` }
  }

  #refusalOf(name: string): string | undefined {
    const granted = name === NEIGHBOURS_API ? this.#grantedToNeighbour : this.granted
    if (!granted.has(this.checkedUrl)) return 'the permission value is offline verifying'
    if (this.lacking.has(name)) return 'permission denied'
    if (this.denials === 0) return undefined
    this.denials -= 1
    return 'permission denied'
  }
}
