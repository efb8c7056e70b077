import { messageOf, WxError } from '../errors.js'
import { isObject, parseObject } from '../util/json.js'
import { listenTo } from '../util/listen-to.js'
import { delay, waitFor } from '../util/wait.js'

/** An answer of the client, as it came: `err_msg` or `errMsg`, and the fields of its API. */
export type Answer = Readonly<Record<string, unknown>>

/** `WeixinJSBridge`, which the client injects. Its methods are called on it and never taken off it or replaced. */
export interface Bridge {
  invoke(name: string, parameters: object, callback: (answer: unknown) => void): void
  on(name: string, callback: (event: unknown) => void): void
}

/** The bridge, once it has its methods: some clients put an empty object there first. */
export function bridgeOnPage(): Bridge | undefined {
  const { WeixinJSBridge: bridge } = window as BridgeWindow
  return typeof bridge?.invoke === 'function' ? bridge : undefined
}

type BridgeWindow = { WeixinJSBridge?: Bridge | undefined }

/** How often the page is looked at for a bridge that comes without its event, in ms. */
const POLL = 100

/**
 * Waits for the client to inject its bridge, which may be before the page's first script or long after its last.
 *
 * @param signal ends the wait
 * @throws {WxError} `BRIDGE_TIMEOUT`
 */
export async function waitForBridge(limit: number, signal?: AbortSignal): Promise<void> {
  if (bridgeOnPage()) return
  let end = () => {}
  const ready = new Promise<void>(resolve => {
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      clearTimeout(timer)
      if (bridgeOnPage()) resolve()
      else timer = setTimeout(look, POLL)
    }
    const stop = listenTo(document, 'WeixinJSBridgeReady', look)
    end = () => {
      clearTimeout(timer)
      stop()
    }
    look()
  })
  try {
    await waitFor(ready, { ms: limit, timeoutCode: 'BRIDGE_TIMEOUT', signal })
  } finally {
    end()
  }
}

/** Calls the client by its own name for an API; gives a copy of its answer, whatever that says. */
export function invokeBridge(name: string, parameters: object): Promise<Answer> {
  return new Promise(resolve => {
    const bridge = bridgeOnPage()
    if (!bridge) throw new WxError('BRIDGE_TIMEOUT', { errMsg: 'WeixinJSBridge is gone' })
    invoke(bridge, name, parameters, answer => resolve(toAnswer(answer)))
  })
}

/** How long to wait for a refusal of a call that WeChat may never answer, in ms. */
const REFUSAL_WINDOW = 200

/** For a call that WeChat may never answer: it succeeded unless it is refused right away. */
export function unlessRefused(api: string, answer: Promise<Answer>): Promise<Answer> {
  return Promise.race([answer, delay(REFUSAL_WINDOW).then(() => ({ errMsg: `${api}:ok` }))])
}

/** A client that throws has refused. */
function invoke(bridge: Bridge, name: string, parameters: object, onAnswer: (answer: unknown) => void): void {
  try {
    bridge.invoke(name, parameters, onAnswer)
  } catch (cause) {
    onAnswer({ errMsg: `${name}:fail ${messageOf(cause)}` })
  }
}

/**
 * Runs `work`, in which the vendor's script calls the client, and takes the client's answer before the script reads it: the
 * script throws at an empty answer, and at a message that is no text, before it calls anybody back. The script finds the bridge by its global name, so
 * another one stands there until it is called. The client's own object is not touched.
 *
 * @param onAnswer is given the answer, and a function that hands it on to the script
 * @returns whether the script has called the client; `undefined`, without a run, where the global name cannot be written
 */
export function tapBridge(
  work: () => void,
  onAnswer: (answer: Answer, handOn: () => void) => void,
): boolean | undefined {
  const page = window as BridgeWindow
  const bridge = bridgeOnPage()
  if (!bridge) return undefined
  let called = false
  const tap: Bridge = Object.create(bridge, {
    invoke: {
      value(name: string, parameters: object, callback: (answer: unknown) => void) {
        page.WeixinJSBridge = bridge
        called = true
        invoke(bridge, name, parameters, answer => onAnswer(toAnswer(answer), () => callback(answer)))
      },
    },
  })
  try {
    page.WeixinJSBridge = tap
  } catch {
    // Told by the next line, as where the assignment is ignored.
  }
  if (page.WeixinJSBridge !== tap) return undefined
  try {
    work()
  } finally {
    page.WeixinJSBridge = bridge
  }
  return called
}

/** Listens to an event by the client's name. A client keeps one callback for each: the last one. */
export function listenOnBridge(name: string, listener: (event: Answer) => void): void {
  bridgeOnPage()?.on(name, event => listener(toAnswer(event ?? {})))
}

function toAnswer(answer: unknown): Answer {
  const value = parseObject(answer)
  return isObject(value) ? { ...value } : { errMsg: messageOf(answer) }
}
