import { createWx, type Wx, type WxOptions } from '../../src/browser/index.js'
import { type VendorVersion, vendorScript } from './vendor-scripts.js'

/** A `WeixinJSBridge` in a page of jsdom, which gives back whatever a test wants, an odd client's answers included. */
export interface FakeBridge {
  /** What crossed it, in order. */
  readonly calls: { name: string; parameters: Record<string, unknown> }[]
  /** What a callback is called with: one argument, or none. `'silent'`: it is never called. */
  answer: (name: string) => unknown[] | 'silent'
  /** What was thrown into the client by a callback. */
  readonly thrown: unknown[]
  emit(name: string, ...event: unknown[]): void
  uninstall(): void
}

export const SIGNATURE = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }

/** @param globalName `'read-only'`: as a client may define it */
export function installFakeBridge(globalName: 'writable' | 'read-only' = 'writable'): FakeBridge {
  const page = window as { WeixinJSBridge?: object; jWeixin?: object }
  const { userAgent } = navigator
  setUserAgent('Mozilla/5.0 (Linux; Android 13; wv) Mobile Safari/537.36 MicroMessenger/8.0.38')
  const handlers = new Map<string, (...event: unknown[]) => void>()
  const fake: FakeBridge = {
    calls: [],
    thrown: [],
    answer: name => [{ err_msg: `${name}:ok` }],
    emit: (name, ...event) => into(handlers.get(name), event),
    uninstall() {
      delete page.WeixinJSBridge
      delete page.jWeixin
      setUserAgent(userAgent)
    },
  }
  const into = (callback: ((...given: unknown[]) => void) | undefined, given: unknown[]) => {
    try {
      callback?.(...given)
    } catch (error) {
      fake.thrown.push(error)
    }
  }
  const bridge = {
    invoke(name: string, parameters: Record<string, unknown>, callback: (...answer: unknown[]) => void) {
      fake.calls.push({ name, parameters })
      const answer = fake.answer(name)
      if (answer !== 'silent') Promise.resolve().then(() => into(callback, answer.map(fresh)))
    },
    on: (name: string, handler: (...event: unknown[]) => void) => handlers.set(name, handler),
  }
  Object.defineProperty(page, 'WeixinJSBridge', {
    configurable: true,
    writable: globalName === 'writable',
    value: bridge,
  })
  return fake
}

/** A `wx` that signs by itself, over a release of the vendor's script or, with `'none'`, without one. */
export function createTestWx(version: VendorVersion | 'none', options: WxOptions = {}): Wx {
  return createWx({
    signature: async () => SIGNATURE,
    script: async () => {
      if (version === 'none') throw new Error('no script')
      // In the page's global scope, as a script tag would.
      new Function('return this')().eval(vendorScript(version))
      return (window as { jWeixin?: object }).jWeixin
    },
    onError() {},
    ...options,
  })
}

function setUserAgent(userAgent: string): void {
  Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => userAgent })
}

/** What crosses a bridge is a text: neither side ever holds the other's objects. */
function fresh(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    // No client can send it; it must do no harm.
    return value
  }
}
