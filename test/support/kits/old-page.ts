/**
 * A page that uses `weixin-js-sdk`. Tests bundle it twice: with the vendor's script, and with `wx-ready/compat` under the same name.
 */
import wx from 'weixin-js-sdk'

export { wx }

/** What a page saw: the callbacks that were called, in order, each with what it got. */
export type Transcript = [callback: string, result?: unknown][]

type Options = Record<string, unknown>
const methods = wx as unknown as Record<string, (options: Options) => void>
const miniProgram = wx.miniProgram as unknown as Record<string, (options: Options) => void>

/** Signs the page as a back end does. */
export async function sign(url: string = location.href.split('#')[0] as string): Promise<Signed> {
  const response = await fetch(`/wx/signature?url=${encodeURIComponent(url)}`)
  const { appId, timestamp, nonceStr, signature } = await response.json()
  return { appId, timestamp, nonceStr, signature }
}

export interface Signed {
  appId: string
  timestamp: number
  nonceStr: string
  signature: string
}

export const WRONG: Signed = { appId: 'wx0123456789abcdef', timestamp: 1, nonceStr: 'n', signature: 's' }

/** All that a page might list. */
export const JS_API_LIST: string[] = Object.keys(wx).filter(
  name => !['config', 'ready', 'error', 'miniProgram', 'invoke', 'on'].includes(name),
)

/** Resolves once `ready` was called. */
export async function configure(signed?: Signed, jsApiList: string[] = JS_API_LIST): Promise<void> {
  const values = signed ?? (await sign())
  return new Promise(resolve => {
    wx.config({ ...values, jsApiList: [...jsApiList] })
    wx.ready(resolve)
  })
}

/** Callbacks that write down that they were called. */
export function recording(transcript: Transcript, names: readonly string[] = CALLBACKS): Options {
  return Object.fromEntries(
    names.map(name => [
      name,
      (result?: unknown) => transcript.push([name, result && JSON.parse(JSON.stringify(result))]),
    ]),
  )
}

const CALLBACKS = ['success', 'fail', 'cancel', 'complete']

/** Calls an API, and resolves when it is complete. */
export function call(name: string, parameters: Options): Promise<Transcript> {
  return new Promise(resolve => {
    const transcript: Transcript = []
    const { complete, ...callbacks } = recording(transcript) as Record<string, (result: unknown) => void>
    const method = name.startsWith('miniProgram.') ? miniProgram[name.slice(12)] : methods[name]
    method?.({
      ...parameters,
      ...callbacks,
      complete(result: unknown) {
        complete?.(result)
        resolve(transcript)
      },
    })
  })
}
