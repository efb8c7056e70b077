import { WxError } from './errors.js'
import { isObject, parseObject } from './json.js'
import { listenTo } from './listen-to.js'
import { waitFor } from './wait.js'

/** An answer of the client, as it came: `err_msg` or `errMsg`, and the fields of its API. */
export type Answer = Readonly<Record<string, unknown>>

/** `WeixinJSBridge`, which the client injects. Its methods are called on it and never taken off it or replaced. */
export interface Bridge {
  invoke(name: string, parameters: object, callback: (answer: unknown) => void): void
  on(name: string, callback: (event: unknown) => void): void
}

export function bridgeOnPage(): Bridge | undefined {
  return (window as { WeixinJSBridge?: Bridge }).WeixinJSBridge
}

/**
 * Waits for the client to inject its bridge, which may be before the page's first script or long after its last.
 *
 * @throws {WxError} `BRIDGE_TIMEOUT`
 */
export async function waitForBridge(limit: number): Promise<void> {
  if (bridgeOnPage()) return
  let stop = () => {}
  const ready = new Promise<void>(resolve => {
    stop = listenTo(document, 'WeixinJSBridgeReady', () => resolve())
  })
  try {
    await waitFor(ready, { ms: limit, late: 'BRIDGE_TIMEOUT' })
  } catch (error) {
    // It may have come without its event.
    if (!bridgeOnPage()) throw error
  } finally {
    stop()
  }
}

/** Calls the client by its own name for an API; gives a copy of its answer, whatever that says. */
export function invokeBridge(name: string, parameters: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const bridge = bridgeOnPage()
    if (!bridge) throw new WxError('BRIDGE_TIMEOUT', { errMsg: 'WeixinJSBridge is gone' })
    try {
      bridge.invoke(name, parameters, answer => resolve(toAnswer(answer)))
    } catch (cause) {
      reject(new WxError('CALL_FAILED', { api: name, errMsg: String(cause), cause }))
    }
  })
}

/** Listens to an event by the client's name. A client keeps one callback for each: the last one. */
export function listenOnBridge(name: string, listener: (event: Answer) => void): void {
  bridgeOnPage()?.on(name, event => listener(toAnswer(event)))
}

function toAnswer(answer: unknown): Answer {
  const value = parseObject(answer)
  return isObject(value) ? { ...value } : { errMsg: String(answer) }
}
