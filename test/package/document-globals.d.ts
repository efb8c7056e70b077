/**
 * What the samples of the documents assume: the page's elements and router, the reader's own functions, results of earlier
 * samples, and packages that are not installed here. Not part of the project's own program: see `exclude` in tsconfig.json.
 */
declare const button: HTMLButtonElement
declare const router: { afterEach(hook: () => void): void }
declare const wx: import('wx-ready').Wx
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
