/** How the client in the page behaves. */
export interface ClientOptions {
  /** How long it takes to verify a signature, in ms. */
  readonly verification: number
  /** The URLs of the page, and the signature that is right for each. */
  readonly signatures: Readonly<Record<string, string>>
}

/** When the page was ready, in ms. */
export interface Ready {
  sinceBegin: number
  sinceNavigation: number
}

/** What becomes of a page: a call has shown that it is ready, or why it is not. */
export type Outcome = { ready: Ready } | { failure: string }

/** What an `app.js` tells the bench. */
interface Bench {
  /** Called before the contender's first line. The first time counts. */
  begin(): void
  /** The contender says that the page is ready, and gives what calls are made with. */
  ready(api: { hideOptionMenu(options: object): void }): void
  failed(why: string): void
  /** What `ready` was given. */
  readonly api: unknown
  /** When the document was created, which is when its first bytes had come: in ms since the navigation began. */
  readonly created: number
  /** How many verifications of a right signature the client has answered. */
  readonly verifications: number
}

declare global {
  interface Window {
    bench: Bench
    /** Takes the outcome out of the page. The page is not asked for it: a question would hold up its scripts. */
    tellOutcome(outcome: Outcome): void
  }
}

/**
 * The client in the page: it injects the bridge before the page's first script. It stands for its time and for the
 * one thing that matters here, whose signature it takes. Runs in the page, so it uses nothing from without.
 */
export function installClient({ verification, signatures }: ClientOptions): void {
  const created = performance.now()
  const patience = 20_000
  let begun = 0
  let given: unknown
  let ready: Ready | undefined
  let verifications = 0
  let told = false

  const tell = (outcome: Outcome) => {
    if (!told) window.tellOutcome(outcome)
    told = true
  }
  const fail = (failure: string) => tell({ failure })
  const bridge = {
    invoke(name: string, parameters: Record<string, unknown>, callback: (answer: object) => void) {
      const signed = parameters.verifySignature === signatures[location.href.split('#')[0] as string]
      const verifies = name === 'preVerifyJSAPI'
      const answer = () => {
        if (signed && verifies) verifications += 1
        callback({ err_msg: `${name}:${signed ? 'ok' : 'fail_invalid signature'}` })
      }
      setTimeout(answer, verifies ? verification : 0)
      if (!ready || name !== 'hideOptionMenu') return
      if (signed && verifications > 0) tell({ ready })
      else fail('said to be ready, but its call is not allowed')
    },
    on() {},
  }
  const bench: Bench = {
    begin() {
      begun ||= performance.now()
    },
    ready(api) {
      const now = performance.now()
      ready = { sinceBegin: now - begun, sinceNavigation: now }
      given = api
      api.hideOptionMenu({})
    },
    failed: fail,
    created,
    get api() {
      return given
    },
    get verifications() {
      return verifications
    },
  }
  setTimeout(fail, patience, `not ready within ${patience} ms`)
  Object.assign(window, { WeixinJSBridge: bridge, bench })
}
