import type { AnswerBook, BookedAnswer } from './answer-book.js'
import type { Device } from './answers/default-answer.js'
import { defaultAnswerOf } from './answers/default-answers.js'
import { EVENT_NAMES, scriptNameOf, scriptNameOfListed } from './api-names.js'
import type { Person } from './api-types.js'
import type { Clock } from './clock.js'
import { EFFECTS, type Effects } from './effects.js'
import { ownValue } from './own-value.js'
import { type Permissions, refusedAnswer } from './permissions.js'
import { toScriptParameters } from './script-parameters.js'
import { answerToWrongSignature, withAddedCards } from './signed-calls.js'
import type { BridgeParameters, RawAnswer, SimulatedBridge, SimulatedCall } from './simulator-types.js'
import type { Verifier } from './verification.js'
import { toWire } from './wire-format.js'

/** What the bridge needs of the client. */
export interface BridgeSettings {
  readonly clock: Clock
  readonly device: Device
  readonly permissions: Permissions
  readonly verifier: Verifier
  readonly book: AnswerBook
  readonly effects: Effects
  /** Whether the page is inside a mini program. */
  readonly miniProgram: boolean
  person(): Person
  latency(): number
  isClosed(): boolean
  /** Called when the page sets a handler. */
  onHandler(event: string): void
  setFontSize(fontSize: unknown): void
  /** Called after a call, an answer or a handler. */
  changed(): void
}

/** A call and its answer. */
export interface AnsweredCall {
  readonly parameters: BridgeParameters
  readonly ok: boolean
}

/** A bridge, and the client's side of it. */
export interface BridgeController {
  readonly bridge: SimulatedBridge
  readonly calls: SimulatedCall[]
  /** Sends an event of the client, by the client's name. @returns whether a handler of the page was called */
  emit(event: string, data: object): boolean
  /** Whether the page has a handler for the event, and may use it. */
  hears(event: string): boolean
  /** The next call of this API, once it was answered; `undefined` if there is none within `ms`. */
  nextCall(clientName: string, ms: number): Promise<AnsweredCall | undefined>
  /** Asks the answers, and not the page, for the outcome of an API. @returns whether it is a success */
  decide(name: string, clientName: string, parameters: BridgeParameters): Promise<boolean>
  reset(): void
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Creates a `WeixinJSBridge` that checks signatures and grants permissions per URL. */
export function createBridge(settings: BridgeSettings): BridgeController {
  const { clock, permissions, verifier, book, effects } = settings
  const calls: Writable<SimulatedCall>[] = []
  // Like a real client, keep only the last handler of an event.
  const handlers = new Map<string, (data: object) => void>()
  const waiting = new Map<string, (call: AnsweredCall) => void>()
  let checks: Promise<unknown> = Promise.resolve()

  const invoke: SimulatedBridge['invoke'] = (clientName, parameters, callback) => {
    if (typeof clientName !== 'string' || settings.isClosed()) return
    const isObject = typeof parameters === 'object' && parameters !== null
    // The real bridge transfers JSON: the page and the client never share an object.
    const sent = cloneJson(isObject ? parameters : {}) as BridgeParameters
    const name = scriptNameOf(clientName, sent)
    const refusal = isKnown(name, clientName) ? permissions.refusalOf(clientName) : 'unsupported'
    const call: Writable<SimulatedCall> = {
      name,
      clientName,
      parameters: sent,
      url: window.location.href,
      at: clock.now(),
      allowed: refusal === undefined,
      ...(refusal && { reason: refusal }),
    }
    calls.push(call)
    const onAnswer = waiting.get(clientName)
    waiting.delete(clientName)
    const booked = refusal ? undefined : book.take(name, clientName)
    const due = call.at + settings.latency() + (booked?.after ?? 0)
    const deliver = (answer: RawAnswer) => {
      const ok = isOk(answer)
      if (ok) ownValue(EFFECTS, name)?.(toScriptParameters(name, sent), effects)
      settings.changed()
      if (answer === undefined) return onAnswer?.({ parameters: sent, ok })
      clock.after(Math.max(0, due - clock.now()), () => {
        if (settings.isClosed()) return
        call.answer = answer
        call.duration = clock.now() - call.at
        settings.changed()
        onAnswer?.({ parameters: sent, ok })
        if (typeof callback === 'function') callback(cloneJson(answer) as object)
      })
    }
    settings.changed()
    const answered = refusal ? Promise.resolve(refusedAnswer(clientName, refusal)) : answerTo(call, booked)
    answered
      .catch((error: Error) => ({ err_msg: `${clientName}:fail_the simulator: ${error.message}` }))
      .then(deliver)
  }

  /** Whether this client has the API. */
  function isKnown(name: string, clientName: string): boolean {
    const booked = book.peek(name, clientName)
    if (booked) return booked.answer !== 'unsupported'
    return Boolean(defaultAnswerOf(name) || ownValue(OWN_ANSWERS, clientName))
  }

  async function answerTo(call: SimulatedCall, booked: BookedAnswer | undefined): Promise<RawAnswer> {
    const { name, clientName, parameters } = call
    if (booked?.kind === 'raw')
      return (booked.answer as (parameters: BridgeParameters) => RawAnswer)(parameters)
    const fromScript = toScriptParameters(name, parameters)
    const convert = (outcome: unknown) => toWire(name, clientName, outcome, settings.device.client)
    if (booked) {
      const answer = convert(await outcomeOf(booked.answer, fromScript))
      // A verification that a test accepts grants what the page asked for.
      if (name === 'config' && isOk(answer)) verifier.grant(parameters)
      return answer
    }
    const refused = await inOrder(answerToWrongSignature(name, parameters, settings.device))
    if (refused) return refused
    const decide = ownValue(settings.person() as Record<string, unknown>, name)
    const outcome = await outcomeOf(decide, fromScript)
    if (outcome !== undefined) return convert(await withAddedCards(name, outcome, settings.device))
    const own = ownValue(OWN_ANSWERS, clientName)
    if (own) return own(parameters)
    const usual = defaultAnswerOf(name)
    if (!usual) return convert('unsupported')
    const usually = await usual(fromScript as never, settings.device)
    return convert(await withAddedCards(name, usually, settings.device))
  }

  /** Lets a call go on after those whose signatures were checked before: the user is asked in the order of the calls. */
  function inOrder<T>(check: Promise<T> | undefined): Promise<T> | undefined {
    if (!check) return undefined
    const earlier = checks
    checks = Promise.allSettled([earlier, check])
    return earlier.then(() => check)
  }

  /** What the client answers itself, in its own format. */
  const OWN_ANSWERS: Readonly<
    Record<string, (parameters: BridgeParameters) => RawAnswer | Promise<RawAnswer>>
  > = {
    preVerifyJSAPI: parameters => verifier.verify(parameters),
    checkJsApi: ({ jsApiList }) => {
      const names = Array.isArray(jsApiList) ? jsApiList.map(String) : []
      const has = (listed: string) => EVENT_NAMES.has(listed) || isKnown(scriptNameOfListed(listed), listed)
      const checkResult = Object.fromEntries(names.map(listed => [scriptNameOfListed(listed), has(listed)]))
      return toWire('checkJsApi', 'checkJsApi', { checkResult }, settings.device.client)
    },
    invokeMiniProgramAPI: () => ({
      err_msg: `invokeMiniProgramAPI:${settings.miniProgram ? 'ok' : 'fail_not in a mini program'}`,
    }),
    hideToolbar: () => ({ err_msg: 'hideToolbar:ok' }),
    showToolbar: () => ({ err_msg: 'showToolbar:ok' }),
    setFontSizeCallback: ({ fontSize }) => {
      settings.setFontSize(fontSize)
      return { err_msg: 'setFontSizeCallback:ok' }
    },
  }

  const hears = (event: string) =>
    handlers.has(event) && (!EVENT_NAMES.has(event) || permissions.isGranted(event))

  return {
    bridge: {
      invoke,
      call: invoke,
      on(event, handler) {
        if (typeof event !== 'string' || typeof handler !== 'function') return
        handlers.set(event, handler)
        settings.onHandler(event)
      },
      env() {},
      log() {},
    },
    calls,
    hears,
    emit(event, data) {
      if (settings.isClosed()) return false
      const heard = hears(event)
      if (heard) handlers.get(event)?.(cloneJson(data))
      else if (event === 'menu:setfont') settings.setFontSize((data as { fontSize?: unknown }).fontSize)
      settings.changed()
      return heard
    },
    nextCall(clientName, ms) {
      return new Promise(resolve => {
        const cancel = clock.after(ms, () => {
          waiting.delete(clientName)
          resolve(undefined)
        })
        waiting.set(clientName, call => {
          cancel()
          // After the callback of the page, which may set what a test looks at.
          clock.after(0, () => resolve(call))
        })
      })
    },
    async decide(name, clientName, parameters) {
      const call = { name, clientName, parameters, url: '', at: 0, allowed: true }
      return isOk(await answerTo(call, book.take(name, clientName)))
    },
    reset() {
      calls.length = 0
      handlers.clear()
      waiting.clear()
    },
  }
}

async function outcomeOf(answer: unknown, parameters: object): Promise<unknown> {
  return typeof answer === 'function' ? answer(parameters) : answer
}

function isOk(answer: RawAnswer): boolean {
  const { err_msg, errMsg } = (answer ?? {}) as Record<string, unknown>
  return /:(ok|confirm)$/.test(String(err_msg ?? errMsg ?? ''))
}

function cloneJson<T extends object | null>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
