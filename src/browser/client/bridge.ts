import { messageOf, WxError } from '../errors.js'
import { isObject, parseObject } from '../util/json.js'
import { listenTo } from '../util/listen-to.js'
import { delay, waitFor } from '../util/wait.js'

/** A response of WeChat, unchanged: `err_msg` or `errMsg`, and the fields of the API. */
export type Answer = Readonly<Record<string, unknown>>

/** `WeixinJSBridge`, which WeChat injects. Its methods must be called on it, and are never replaced. */
export interface Bridge {
  invoke(name: string, parameters: object, callback: (answer: unknown) => void): void
  on(name: string, callback: (event: unknown) => void): void
}

/** The bridge, once it has its methods: some WeChat versions inject an empty object first. */
export function bridgeOnPage(): Bridge | undefined {
  const { WeixinJSBridge: bridge } = window as BridgeWindow
  return typeof bridge?.invoke === 'function' ? bridge : undefined
}

type BridgeWindow = { WeixinJSBridge?: Bridge | undefined }

/** In ms. Some WeChat versions inject the bridge without an event. */
const POLL_INTERVAL = 100

/**
 * Waits until WeChat has injected its bridge, which may be before the page's first script or long after its last.
 *
 * @param timeout in ms
 * @throws {WxError} `BRIDGE_TIMEOUT`, `ABORTED`
 */
export async function waitForBridge(timeout: number, signal?: AbortSignal): Promise<void> {
  if (bridgeOnPage()) return
  let end = () => {}
  const ready = new Promise<void>(resolve => {
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      clearTimeout(timer)
      if (bridgeOnPage()) resolve()
      else timer = setTimeout(look, POLL_INTERVAL)
    }
    const stop = listenTo(document, 'WeixinJSBridgeReady', look)
    end = () => {
      clearTimeout(timer)
      stop()
    }
    look()
  })
  try {
    await waitFor(ready, { ms: timeout, timeoutCode: 'BRIDGE_TIMEOUT', signal })
  } finally {
    end()
  }
}

/** Calls an API by WeChat's own name for it. @returns a copy of the response, also of a failure */
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

/** An exception of the bridge counts as a refusal. */
function invoke(bridge: Bridge, name: string, parameters: object, onAnswer: (answer: unknown) => void): void {
  try {
    bridge.invoke(name, parameters, onAnswer)
  } catch (cause) {
    onAnswer({ errMsg: `${name}:fail ${messageOf(cause)}` })
  }
}

/**
 * Runs `work`, in which the vendor's script calls WeChat, and intercepts the response before the script reads it: the script
 * throws on an empty response, and on a message that is not a string, before it runs any callback. The script looks the bridge
 * up by its global name, so a stand-in takes that place until it is called. WeChat's own object is not modified.
 *
 * @param onAnswer called with the response, and with a function that passes it on to the script
 * @returns whether the script called WeChat; `undefined`, without running `work`, if the global is read-only
 */
export function tapBridge(
  work: () => void,
  onAnswer: (answer: Answer, passOn: () => void) => void,
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
    // Detected below, as is an assignment that is silently ignored.
  }
  if (page.WeixinJSBridge !== tap) return undefined
  try {
    work()
  } finally {
    page.WeixinJSBridge = bridge
  }
  return called
}

/** Listens to an event by WeChat's own name for it. WeChat keeps one callback per event: the last one. */
export function listenOnBridge(name: string, listener: (event: Answer) => void): void {
  bridgeOnPage()?.on(name, event => listener(toAnswer(event ?? {})))
}

function toAnswer(answer: unknown): Answer {
  const value = parseObject(answer)
  return isObject(value) ? { ...value } : { errMsg: messageOf(answer) }
}
