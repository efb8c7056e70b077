import type { VendorScript } from '../../src/browser/client/vendor-script.js'
import {
  createWx,
  isWxError,
  type Wx,
  type WxError,
  type WxErrorCode,
  type WxState,
} from '../../src/browser/index.js'
import { type Clock, startClock } from './clock.js'
import { Network } from './network.js'
import { FOREIGN, NEIGHBOUR, Server } from './server.js'
import { type Kind, NEIGHBOURS_API, WeChat } from './wechat.js'

/** What a page may find, beside the kind of WeChat. */
export interface Chances {
  /** The vendor's script, which makes the calls; without it they go over the bridge. */
  vendor: object | undefined
  /** Before the bridge is in the page, in ms. */
  bridgeAfter: number
}

const LIMITS = { script: 900, bridge: 900, signature: 3000, verify: 2000, call: 1500, transfer: 1500 }

/** As long plain calls share a failure, in ms. */
const FAILURE_HOLDS = 1000

/** Longer than all of them in a row, and than a failure is shared. */
const LONG = 60_000

const USER_AGENTS = {
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.42(0x18002a2c)',
  android: 'Mozilla/5.0 (Linux; Android 13; wv) Mobile Safari/537.36 MicroMessenger/8.0.38.2400(0x28002639)',
}

/** What the library saw first, as it was imported. */
const LANDING = location.href

/** What a promise may be rejected with: all that can befall a page here, and nothing else. */
const POSSIBLE: readonly WxErrorCode[] = [
  'SCRIPT_FAILED',
  'SCRIPT_TIMEOUT',
  'BRIDGE_TIMEOUT',
  'SIGNATURE_FAILED',
  'SIGNATURE_TIMEOUT',
  'INVALID_SIGNATURE',
  'VERIFICATION_TIMEOUT',
  'CALL_TIMEOUT',
  'PERMISSION_DENIED',
]

/** What an account may lack. */
export const LACKABLE = ['hideOptionMenu', 'stopRecord', 'updateAppMessageShareData'] as const
type Lackable = (typeof LACKABLE)[number]

/** As often as the library verifies in a row, and then one in so many ms. */
const ATTEMPTS_AT_ONCE = 8
const THEN_ONE_IN = 500

/** What becomes of an answer that says nothing. */
const EMPTY: readonly WxErrorCode[] = ['VERIFICATION_FAILED', 'CALL_FAILED']

/** Something that the page waits for, or has. */
interface Asked {
  what: string
  controller: AbortController | undefined
  outcome?: 'done' | 'failed'
  code?: WxErrorCode
  aborted: boolean
}

/** A page, the WeChat around it and the server that signs for it. What must never happen is kept in `violations`. */
export class World {
  readonly clock: Clock = startClock()
  readonly network: Network = new Network()
  readonly server: Server = new Server(this.network)
  readonly violations: string[] = []
  readonly #weChat: WeChat
  readonly #kind: Kind
  readonly #wx: Wx
  readonly #asked: Asked[] = []
  readonly #verifying = new Map<string, number>()
  readonly #accepted = new Set<string>()
  /** Each API that the account lacks, with the URL where it was denied: good for one verification. */
  readonly #knownDenials = new Set<string>()
  /** Another instance on the same page, with a list of its own. */
  readonly #neighbour: Wx
  readonly #vendor: VendorScript | undefined
  #signatures = 0
  #churnedUntil = 0
  /** Why the page may be verified although it is: somebody asked for it, or WeChat said no. */
  #reason: string | undefined
  #lastVerified: string | undefined
  #begun = false
  #disposed = false
  #wasDenied = false
  #wasEmpty = false
  #lastShare: { title: string; asked: Asked } | undefined
  #failed: { url: string; at: number } | undefined

  constructor(kind: Kind, { vendor, bridgeAfter }: Chances) {
    this.#kind = kind
    this.#vendor = vendor as VendorScript | undefined
    history.replaceState(null, '', LANDING)
    Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => USER_AGENTS[kind.os] })
    this.#weChat = new WeChat(kind, LANDING, this.server, this.network, {
      onCall: (name, signedUrl) => this.#onCall(name, signedUrl),
      onVerification: signedUrl => this.#onVerification(signedUrl),
      onWrongMark: (name, mark) => this.#violated(`${name} went out under a signature of ${mark}`),
      onNothing: signedUrl => this.#onNothing(signedUrl),
      onAnswer: (signedUrl, accepted) => this.#onAnswer(signedUrl, accepted),
    })
    const inject = () => {
      Object.assign(window, { WeixinJSBridge: this.#weChat })
      document.dispatchEvent(new Event('WeixinJSBridgeReady'))
    }
    if (bridgeAfter === 0) inject()
    else setTimeout(inject, bridgeAfter)
    const script = async () => {
      await this.network.answer('script')
      return vendor
    }
    const onError = (error: WxError) => this.#expectCode(error, 'onError')
    this.#wx = createWx({
      signature: ({ url, refused }) => {
        this.#onSignature(url)
        return this.server.sign(url, refused)
      },
      script,
      timeouts: LIMITS,
      onError,
    })
    this.#wx.subscribe(state => this.#onState(state))
    this.#neighbour = createWx({
      signature: ({ url, refused }) => this.server.sign(url, refused, NEIGHBOUR),
      jsApiList: [NEIGHBOURS_API],
      script,
      timeouts: LIMITS,
      onError,
    })
  }

  // What a page does.

  /** @param told whether the router says so */
  go(path: string, told: boolean): void {
    history.pushState(null, '', path)
    this.#reason = 'moved'
    this.#weChat.moved(urlOfPage())
    this.#knownDenials.clear()
    if (told) this.#wx.navigated()
  }

  /** A page that rewrites its URL ten times a second, for so many times. */
  async churn(times: number, told: boolean): Promise<void> {
    const before = this.#signatures
    this.#churnedUntil = Number.POSITIVE_INFINITY
    for (let time = 0; time < times; time += 1) {
      this.go(`/churn?${time}`, told)
      await this.clock.pass(100)
    }
    // What was tried meanwhile may be refused, and take as long as all tries of an attempt.
    this.#churnedUntil = this.clock.now + 15_000
    const sent = this.#signatures - before
    const most = ATTEMPTS_AT_ONCE + (times * 100) / THEN_ONE_IN + 1
    // An attempt may have to ask for more than one signature.
    if (sent > most * 4) this.#violated(`${sent} signatures for ${times} URLs in ${times * 100} ms`)
  }

  /** Something else on the page configures the script, or asks the client itself, with what is not ours. */
  foreignConfig(): void {
    const foreign = {
      appId: 'wx9',
      timestamp: 9,
      nonceStr: 'f',
      signature: `${location.href} ${this.server.ticket - 1} ${FOREIGN}`,
    }
    if (this.#vendor?.config) this.#vendor.config({ ...foreign, jsApiList: ['chooseImage'] })
    else this.#weChat.invoke('preVerifyJSAPI', { verifySignature: foreign.signature }, () => {})
  }

  /** The other instance asks and navigates as this one does. */
  neighbour(what: 'ready' | 'call' | 'navigated'): void {
    const { ready, [NEIGHBOURS_API]: call, navigated } = this.#neighbour
    if (what === 'navigated') navigated()
    else this.#ask(`the neighbour's ${what}`, () => (what === 'ready' ? ready() : call()))
  }

  /** Calls an API that the account may lack. */
  callOf(api: Lackable): void {
    if (api === 'updateAppMessageShareData') this.share('denied')
    else this.#ask(api, signal => this.#wx[api]({}, { signal }), new AbortController())
  }

  async ready(): Promise<void> {
    const ready = async (signal: AbortSignal) =>
      this.#assertStands((await this.#wx.ready({ signal })).url, 'ready()')
    await this.#triesAgain('ready()', () => this.#ask('ready()', ready, new AbortController()), false)
  }

  async refresh(): Promise<void> {
    this.#reason = 'refresh()'
    this.#knownDenials.clear()
    const refresh = (signal: AbortSignal) => this.#wx.refresh({ signal })
    await this.#triesAgain('refresh()', () => this.#ask('refresh()', refresh, new AbortController()), false)
  }

  async call(): Promise<void> {
    await this.#triesAgain('a call', () => this.startCall(), this.#sharesFailure)
  }

  startCall(): void {
    this.#ask('a call', signal => this.#wx.getNetworkType({}, { signal }), new AbortController())
  }

  share(title: string): void {
    const asked = this.#ask('share()', () => this.#wx.share({ title, imgUrl: '/i.png' }))
    this.#lastShare = { title, asked }
  }

  /** The browser gives the page back as it was left. */
  restored(): void {
    this.#reason = 'restored'
    // What was under way as the page was put aside is never answered.
    this.network.lose()
    this.#verifying.clear()
    this.#knownDenials.clear()
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    this.#wx.dispose()
    this.#neighbour.dispose()
    await this.clock.pass(0)
    this.#assertAllSettled()
  }

  /** One of those who wait has enough. */
  async abort(which: number): Promise<void> {
    const waiting = this.#asked.filter(({ outcome, controller }) => !outcome && controller)
    const chosen = waiting[which % waiting.length]
    if (!chosen) return
    chosen.aborted = true
    chosen.controller?.abort()
    await this.clock.pass(0)
    if (!chosen.outcome) this.#violated(`${chosen.what} went on after it was aborted`)
  }

  // What befalls it.

  revoke(): void {
    this.#weChat.revoke()
  }

  denyNextCalls(count: number): void {
    this.#wasDenied = true
    this.#weChat.denials = count
  }

  lack(api: Lackable): void {
    this.#wasDenied = true
    this.#weChat.lacking.add(api)
  }

  /** The next answer says nothing. */
  answerEmpty(answer: unknown): void {
    this.#wasEmpty = true
    this.#weChat.empty = { answer }
  }

  heal(): void {
    this.#weChat.empty = undefined
    this.#weChat.lacking.clear()
    this.network.heal()
    this.server.breakDown(0)
    this.#weChat.denials = 0
  }

  // How long it takes.

  /** In ms. */
  async timeOf(what: 'ready' | 'refresh'): Promise<number> {
    const start = this.clock.now
    await this[what]()
    const asked = this.#asked[this.#asked.length - 1]
    while (!asked?.outcome && this.clock.now < start + LONG) await this.clock.pass(1)
    return this.clock.now - start
  }

  // How it ends.

  /** Heals everything, and looks whether the page finds its way. */
  async end(): Promise<void> {
    try {
      this.heal()
      await this.clock.pass(LONG)
      this.#assertAllSettled()
      this.#assertLastShareStands()
      if (!this.#disposed) await this.#endWell()
    } finally {
      this.#wx.dispose()
      this.#neighbour.dispose()
      this.clock.stop()
      delete (window as { WeixinJSBridge?: unknown }).WeixinJSBridge
    }
    if (this.violations.length > 0) throw new Error(this.violations.join('\n'))
  }

  async #endWell(): Promise<void> {
    // What was denied twice stays denied as long as the page is verified: then it takes a fresh start.
    if (this.#wasDenied) this.refresh()
    else this.ready()
    await this.clock.pass(LONG)
    // A call finds out what only WeChat knows: that it took its word back, or that it checks another URL.
    this.startCall()
    await this.#assertWell('at the end')
    // What WeChat itself refused, or was silent to, is set again with the next verification.
    const refusal = this.#lastShare?.asked.code
    if (!refusal?.startsWith('CALL_') && refusal !== 'PERMISSION_DENIED') this.#assertShared(false)
    this.go('/end', true)
    // Where the library cannot know that the page lost its verification, a call that is refused tells.
    if (this.#mayBeWrong || this.#kind.revokesOnNavigation) this.startCall()
    await this.#assertWell('after a navigation')
    this.#assertShared()
    this.go('/untold', false)
    this.call()
    await this.#assertWell('after a navigation that nobody told of')
    // Where it is no matter for the client, and nobody told, the page is not looked at.
    if (this.#kind.checks === 'current') this.#assertShared()
    this.#weChat.revoke()
    this.refresh()
    await this.#assertWell('after refresh()')
    this.#assertShared()
  }

  async #assertWell(when: string): Promise<void> {
    await this.clock.pass(LONG)
    this.#assertAllSettled()
    const { state } = this.#wx
    if (state.status !== 'ready') return this.#violated(`${when} the page is ${state.status}`)
    this.#assertStands(state.url, when)
    if (!this.#weChat.granted.has(this.#weChat.checkedUrl)) this.#violated(`${when} WeChat grants nothing`)
  }

  #assertAllSettled(): void {
    for (const { what, outcome } of this.#asked) if (!outcome) this.#violated(`${what} never settled`)
  }

  /** Whatever WeChat still shares is of the last `share()`, if that went well. */
  #assertLastShareStands(): void {
    if (this.#lastShare?.asked.outcome !== 'done') return
    for (const [target, { title }] of this.#weChat.shared)
      if (title !== this.#lastShare.title)
        this.#violated(`${target} shares ${title}, not ${this.#lastShare.title}`)
  }

  /** @param isKnown whether the library was told where the page is: the link is that */
  #assertShared(isKnown = true): void {
    if (!this.#lastShare) return
    for (const target of ['updateAppMessageShareData', 'updateTimelineShareData']) {
      const shared = this.#weChat.shared.get(target)
      const isHere = shared?.link === location.href || !isKnown
      if (shared?.title !== this.#lastShare.title || !isHere)
        this.#violated(`${target} shares ${JSON.stringify(shared)} at ${location.href}`)
    }
  }

  // What must hold at every moment.

  #onSignature(url: string): void {
    this.#signatures += 1
    if (!this.#begun) this.#violated('a signature was asked for before anything was')
    if (this.#disposed) this.#violated('a signature was asked for after dispose()')
    if (this.#accepted.has(url) && !this.#weChat.refused.has(url))
      this.#violated(`${url} was asked for although its signature is good`)
  }

  #onVerification(url: string): void {
    if (this.#disposed) this.#violated('a verification after dispose()')
    const givenUpAt = this.#verifying.get(url)
    if (givenUpAt !== undefined && givenUpAt > this.clock.now)
      this.#violated(`${url} was verified twice at once`)
    this.#verifying.set(url, this.clock.now + LIMITS.verify)
    // What is under way for another URL may take the place of this one.
    const isAnotherUnderWay = [...this.#verifying].some(
      ([each, until]) => each !== url && until > this.clock.now,
    )
    const hasReason =
      this.#reason || givenUpAt !== undefined || isAnotherUnderWay || this.clock.now < this.#churnedUntil
    if (url === this.#lastVerified && !hasReason && this.#weChat.granted.has(url))
      this.#violated(`${url} was verified again for no reason`)
    this.#reason = undefined
  }

  #onAnswer(url: string, accepted: boolean): void {
    this.#verifying.delete(url)
    if (!accepted) {
      this.#reason = 'refused'
      return
    }
    this.#accepted.add(url)
    this.#lastVerified = url
  }

  /** A verification that was answered with nothing has failed: the page is verified again by whoever asks next. */
  #onNothing(url: string): void {
    this.#verifying.delete(url)
    this.#reason = 'answered with nothing'
  }

  #onCall(name: string, signedUrl: string): void {
    const { checkedUrl, granted, denials } = this.#weChat
    if (this.#disposed) this.#violated(`${name} was called after dispose()`)
    if (signedUrl !== checkedUrl && !this.#mayBeWrong)
      this.#violated(`${name} was called under ${signedUrl} where ${checkedUrl} is checked`)
    if (!granted.has(checkedUrl) || denials > 0) this.#reason = 'denied'
    else this.#onGranted(name, checkedUrl)
  }

  /** What the account lacks is worth one verification on each page. */
  #onGranted(name: string, url: string): void {
    const denial = `${name} ${url}`
    if (!this.#weChat.lacking.has(name)) this.#knownDenials.delete(denial)
    else if (!this.#knownDenials.has(denial)) {
      this.#knownDenials.add(denial)
      this.#reason = 'denied'
    }
  }

  #onState(state: WxState): void {
    if (state.status === 'failed') this.#failed = { url: urlOfPage(), at: this.clock.now }
    if (state.status === 'ready') this.#assertStands(state.url, 'the state')
    if (this.clock.now < this.#churnedUntil) return
    const { refused, checkedUrl } = this.#weChat
    if (state.status === 'failed' && state.error.code === 'INVALID_SIGNATURE' && !refused.has(checkedUrl))
      this.#violated('a signature was called invalid that was never refused')
  }

  #assertStands(url: string, what: string): void {
    if (url !== this.#weChat.checkedUrl && !this.#mayBeWrong)
      this.#violated(`${what} says ${url} where ${this.#weChat.checkedUrl} is checked`)
    if (!this.#accepted.has(url)) this.#violated(`${what} says ${url}, which was never verified`)
  }

  /** Of an iPhone that checks the current URL, nobody can know before a call has been refused. */
  get #mayBeWrong(): boolean {
    const learned = [...this.#accepted].some(url => url !== LANDING)
    return this.#kind.os === 'ios' && this.#kind.checks === 'current' && !learned
  }

  /** What was tried in vain is tried anew by whoever asks, but for those who share the failure. */
  async #triesAgain(what: string, ask: () => void, shares: boolean | undefined): Promise<void> {
    const before = this.#wx.state
    ask()
    await this.clock.pass(0)
    if (before.status !== 'failed' || shares === undefined) return
    const tried = this.#wx.state !== before
    if (tried === shares) this.#violated(`${what} ${tried ? 'tried' : 'did not try'} again`)
  }

  /** Whether a plain call is told what has just failed; `undefined` where it depends on which URL the page goes by. */
  get #sharesFailure(): boolean | undefined {
    if (!this.#failed || this.clock.now - this.#failed.at >= FAILURE_HOLDS) return false
    // An attempt that failed while the page rewrote its URL may have been for an earlier URL.
    if (this.#failed.at < this.#churnedUntil) return undefined
    const { os, checks } = this.#kind
    return os === 'android' && checks === 'current' ? urlOfPage() === this.#failed.url : undefined
  }

  #violated(what: string): void {
    this.violations.push(what)
  }

  #ask(what: string, start: (signal: AbortSignal) => Promise<unknown>, controller?: AbortController): Asked {
    this.#begun = true
    const asked: Asked = { what, controller, aborted: false }
    this.#asked.push(asked)
    start((controller ?? new AbortController()).signal).then(
      () => {
        asked.outcome = 'done'
      },
      error => {
        asked.outcome = 'failed'
        asked.code = (error as WxError).code
        this.#expectCode(error, what, asked.aborted)
      },
    )
    return asked
  }

  #expectCode(error: unknown, what: string, aborted = false): void {
    const codes = [
      ...POSSIBLE,
      ...(this.#wasEmpty ? EMPTY : []),
      ...(aborted ? ['ABORTED'] : []),
      ...(this.#disposed ? ['DISPOSED'] : []),
    ]
    if (!isWxError(error) || !codes.includes(error.code)) this.#violated(`${what} failed with ${error}`)
  }
}

function urlOfPage(): string {
  return location.href.split('#')[0] as string
}
