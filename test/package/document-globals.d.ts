/**
 * What the samples of the documents assume: the page's elements and router, the reader's own functions, results of earlier
 * samples, and packages that are not installed here. Not part of the project's own program: see `exclude` in tsconfig.json.
 */
declare const button: HTMLButtonElement
declare const router: { afterEach(hook: () => void): void }
declare const wx: import('wx-ready').Wx
/** The object of WeChat's script. In samples that call `wx.config()`, `wx` is this one. */
declare const jWeixin: import('../../types/wx.js').JWeixin
declare const isWxError: typeof import('wx-ready').isWxError
declare const WxReady: typeof import('wx-ready')
declare const VConsole: {
  new (): { addPlugin(plugin: object): void }
  VConsolePlugin: new (id: string, name: string) => import('wx-ready/inspector').VConsolePluginLike
}
declare const createSession: (of: object) => Promise<string>
declare const keyService: { sign(text: string): Promise<string> }

/** Bundlers take imported files as URLs. */
declare module '*.png' {
  const url: string
  // biome-ignore lint/style/noDefaultExport: as bundlers export it.
  export default url
}

/** The files of the recipes for Next and Nuxt. */
declare module '*/wx-account' {
  export const account: import('wx-ready/server').Account
}
declare module '*/wx-app' {
  export function WxApp(props: {
    initialSignature?: import('wx-ready').Signature | undefined
    children: import('react').ReactNode
  }): import('react').ReactElement
}

/** Next. */
declare module 'next/headers' {
  export function headers(): Promise<Headers>
}
declare module 'next/server' {
  export function connection(): Promise<void>
  export type NextRequest = Request
  export const NextResponse: { next(init: { request: { headers: Headers } }): Response }
}

declare module 'next' {
  type Handle = (
    request: import('node:http').IncomingMessage,
    response: import('node:http').ServerResponse,
  ) => void
  // biome-ignore lint/style/noDefaultExport: as Next has it.
  export default function next(options: { dev: boolean; port: number }): {
    prepare(): Promise<void>
    getRequestHandler(): Handle
  }
}

/** Nuxt, and what it and its server import by themselves. */
declare module 'h3' {
  export function fromNodeMiddleware(middleware: import('wx-ready/dev').DevMiddleware): object
}
declare function defineNuxtConfig(config: { devServerHandlers: { handler: object }[] }): object
interface NuxtEvent {
  readonly path: string
  readonly context: { wxSignature?: import('wx-ready').Signature | undefined }
}
declare function defineNuxtPlugin(plugin: (nuxtApp: { vueApp: import('vue').App }) => void): object
declare function useState<T>(key: string, init: () => T): { value: T }
declare function useRequestEvent(): NuxtEvent | undefined
declare function defineEventHandler(handler: (event: NuxtEvent) => unknown): object
declare function toWebRequest(event: NuxtEvent): Request
declare function getRequestHeader(event: NuxtEvent, name: string): string | undefined

/** Packages of uni-app and Taro, and a file of the reader's. */
declare module '@dcloudio/uni-app' {
  export const onShow: (hook: () => void) => void
}
declare module '@dcloudio/vite-plugin-uni' {
  const uni: () => import('vite').Plugin
  // biome-ignore lint/style/noDefaultExport: as the package exports it.
  export default uni
}
declare module '@tarojs/components' {
  export const Button: (props: { onClick: () => void; children: string }) => import('react').ReactElement
}
declare module '@tarojs/taro' {
  export const useDidShow: (hook: () => void) => void
}
declare module '@/wechat' {
  export const wechat: import('wx-ready').Wx
}
declare const uni: { scanCode(): Promise<{ result: string }> }
