/** `wx-ready/react`, for React 18 and 19. */
import {
  createElement,
  type ReactElement,
  type ReactNode,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react'
import type { WxError } from '../browser/errors.js'
import { watch } from '../browser/session/navigation.js'
import type { WxState } from '../browser/session/session.js'
import type { Wx } from '../browser/wx.js'
import { useProvided, WxContext } from './react-context.js'
import { createShareStack, type Shareable } from './share-stack.js'

export {
  type OpenTagProps,
  WxOpenAudio,
  WxOpenLaunchApp,
  WxOpenLaunchWeapp,
  WxOpenSubscribe,
} from './react-open-tags.js'

/** The state on a server and during hydration. */
const IDLE: WxState = { status: 'idle' }

/** The props of `WxProvider`. */
export interface WxProviderProps {
  /** What `createWx` returned. */
  wx: Wx
  /** The components that use it. @default nothing */
  children?: ReactNode
}

/**
 * Provides `wx` to all components below it, and verifies the page again when its URL changes, with any router. Create `wx`
 * once, outside the components; this also works on a server. The provider does not dispose of it.
 *
 * @example
 * const wx = createWx({ signature: '/wx/signature' })
 * root.render(<WxProvider wx={wx}><App /></WxProvider>)
 */
export function WxProvider({ wx, children }: WxProviderProps): ReactElement {
  const value = useMemo(() => ({ wx, createShareSlot: createShareStack(wx) }), [wx])
  useEffect(() => watch(wx), [wx])
  return createElement(WxContext.Provider, { value }, children)
}

/**
 * Returns the `wx` of the provider.
 *
 * @throws {WxError} `INVALID_ARGUMENT` if there is no `WxProvider` above
 */
export function useWx(): Wx {
  return useProvided().wx
}

/**
 * Verifies the page and returns the state of the verification. Outside WeChat the state is `failed`, with the code
 * `NOT_IN_WECHAT`. On a server and during hydration it is `idle`.
 *
 * @example
 * const { state, error } = useWxReady()
 * if (error) return <p>{error.hint}</p>
 * return <button disabled={state.status !== 'ready'}>…</button>
 */
export function useWxReady(): { state: WxState; error: WxError | undefined } {
  const { wx } = useProvided()
  const state = useSyncExternalStore(
    wx.subscribe,
    () => wx.state,
    () => IDLE,
  )
  useEffect(() => {
    // After a failure, do not retry: a component that is mounted because of the failed state would loop.
    if (wx.state.status === 'idle') wx.ready().catch(() => {})
  }, [wx])
  return { state, error: (state as { error?: WxError }).error }
}

/**
 * Sets the share data of the page while the component is mounted. A falsy `data` sets nothing, for instance while it loads.
 * The innermost mounted component wins, so a layout can hold the defaults for its pages. WeChat cannot clear share data: after
 * the last component unmounts, its data stays set. Failures are reported to `onError`.
 *
 * @example useShare(article && { title: article.title, desc: article.lead, imgUrl: article.cover })
 */
export function useShare(data: Shareable): void {
  const { createShareSlot } = useProvided()
  const setShare = useMemo(createShareSlot, [createShareSlot])
  // Compared as JSON, because each render may create a new object.
  const json = JSON.stringify(data)
  useEffect(() => {
    setShare(json)
    return () => setShare()
  }, [setShare, json])
}
