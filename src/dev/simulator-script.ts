import type { SimulatedClient } from '../simulator/page/index.js'
import { readDist } from './dist-files.js'
import { SIMULATED_COOKIE } from './real-wechat.js'

/** Options of the simulator that are known to the dev server. */
export interface InstallOptions {
  client: SimulatedClient | undefined
  panel: boolean
}

/**
 * The text of the script that is put into pages.
 *
 * @param inWeChat whether a real WeChat requests it: the simulator is then left out
 */
export async function simulatorScriptText(options: InstallOptions, inWeChat: boolean): Promise<string> {
  const simulator = inWeChat ? '' : await readDist('simulator.global.js')
  // The map describes the file without these lines before it.
  const code = simulator.toString().replace(/\n?\/\/# sourceMappingURL=.*\n?$/, '')
  return `if (!(window.WxReadySimulator && WxReadySimulator.current)) {\n${code}\n}\n(${install})(${toLiteral(options)}, ${toLiteral(SIMULATED_COOKIE)})\n`
}

/** Runs in the page, as text: it must not use anything of this module. */
function install(options: InstallOptions, cookie: string): void {
  const page = window as unknown as {
    WeixinJSBridge?: unknown
    WxReadySimulator?: { current?: unknown; installSimulator(options: object): unknown }
  }
  const simulator = page.WxReadySimulator
  if (simulator?.current) {
    // A test has installed it, possibly with a user agent that the server would take for WeChat itself.
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is asynchronous, and not in every browser.
    document.cookie = `${cookie}=1; path=/; SameSite=Lax`
    return
  }
  if (!simulator || page.WeixinJSBridge !== undefined || /MicroMessenger/i.test(navigator.userAgent)) return
  const { src } = document.currentScript as HTMLScriptElement
  simulator.installSimulator({
    ...options,
    // A page in a frame has no title bar of its own.
    panel: options.panel && window.parent === window,
    platform: src.replace(/simulator\.js.*$/, 'platform'),
  })
}

function toLiteral(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    each => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
