import { afterEach, beforeEach, vi } from 'vitest'
import { createWx, type Wx, type WxOptions } from '../../src/browser/index.js'
import { type VendorVersion, vendorScript } from './vendor-scripts.js'

/** A `WeixinJSBridge` in a jsdom page. A test decides what the client responds, malformed responses included. */
export interface FakeBridge {
  /** The calls that crossed the bridge, in order. */
  readonly calls: { name: string; parameters: Record<string, unknown> }[]
  /** The arguments of the callback: one or none. `'silent'`: it is never called. */
  answer: (name: string) => unknown[] | 'silent'
  /** Exceptions that callbacks threw into the client. */
  readonly thrown: unknown[]
  emit(name: string, ...event: unknown[]): void
  /** Responses in flight never arrive. */
  losePending(): void
  /** @param globalName `'read-only'`: as some clients define `WeixinJSBridge` */
  install(globalName?: 'writable' | 'read-only'): void
  uninstall(): void
}

export const SIGNATURE = { appId: 'wx1', timestamp: 1, nonceStr: 'n', signature: 's' }

/**
 * Installs a fake bridge and fake timers for each test of a file.
 *
 * @param latency of the client's responses, in ms; 0: in the next microtask
 */
export function setUpFakeBridge({ latency = 0 }: { latency?: number } = {}): FakeBridge {
  const bridge = createFakeBridge(latency)
  beforeEach(() => {
    vi.useFakeTimers()
    bridge.install()
  })
  afterEach(() => {
    bridge.uninstall()
    vi.useRealTimers()
  })
  return bridge
}

function createFakeBridge(latency: number): FakeBridge {
  const page = window as { WeixinJSBridge?: object; jWeixin?: object }
  const { userAgent } = navigator
  const handlers = new Map<string, (...event: unknown[]) => void>()
  let generation = 0
  const fake = {
    emit: (name, ...event) => into(handlers.get(name), event),
    losePending() {
      generation += 1
    },
    install(globalName = 'writable') {
      setUserAgent('Mozilla/5.0 (Linux; Android 13; wv) Mobile Safari/537.36 MicroMessenger/8.0.38')
      handlers.clear()
      fake.calls = []
      fake.thrown = []
      fake.answer = name => [{ err_msg: `${name}:ok` }]
      Object.defineProperty(page, 'WeixinJSBridge', {
        configurable: true,
        writable: globalName === 'writable',
        value: { invoke, on },
      })
    },
    uninstall() {
      delete page.WeixinJSBridge
      delete page.jWeixin
      setUserAgent(userAgent)
    },
  } as { -readonly [Name in keyof FakeBridge]: FakeBridge[Name] }

  function invoke(
    name: string,
    parameters: Record<string, unknown>,
    callback: (...answer: unknown[]) => void,
  ) {
    fake.calls.push({ name, parameters })
    const answer = fake.answer(name)
    if (answer === 'silent') return
    const sent = generation
    const respond = () => {
      if (sent === generation) into(callback, answer.map(fresh))
    }
    if (latency > 0) setTimeout(respond, latency)
    else Promise.resolve().then(respond)
  }

  function on(name: string, handler: (...event: unknown[]) => void) {
    handlers.set(name, handler)
  }

  function into(callback: ((...given: unknown[]) => void) | undefined, given: unknown[]) {
    try {
      callback?.(...given)
    } catch (error) {
      fake.thrown.push(error)
    }
  }
  return fake
}

/** A `wx` with a signature of its own, over a release of the vendor's script or, with `'none'`, without a script. */
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

/** The bridge transports text: neither side ever holds the other's objects. */
function fresh(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    // No real client can send this value.
    return value
  }
}
