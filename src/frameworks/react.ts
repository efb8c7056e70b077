/** `wx-ready/react`, for React 18 and 19. */
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react'
import { WxError } from '../browser/errors.js'
import { watch } from '../browser/session/navigation.js'
import type { WxState } from '../browser/session/session.js'
import type { Wx } from '../browser/wx.js'
import { createShares, type Shareable, type SharePlace } from './share-stack.js'

interface Provided {
  wx: Wx
  placeForShare: () => SharePlace
}

const WxContext = createContext<Provided | undefined>(undefined)

/** What a server renders, and a page that is being hydrated. */
const IDLE: WxState = { status: 'idle' }

/**
 * Gives `wx` to all below it, and follows the page's URL, whatever router there is. It does not dispose of `wx`, which is
 * made once, beside the components, on a server too.
 *
 * @example
 * const wx = createWx({ signature: '/wx/signature' })
 * root.render(<WxProvider wx={wx}><App /></WxProvider>)
 */
export function WxProvider({ wx, children }: { wx: Wx; children?: ReactNode }): ReactElement {
  const value = useMemo(() => ({ wx, placeForShare: createShares(wx) }), [wx])
  useEffect(() => watch(wx), [wx])
  return createElement(WxContext.Provider, { value }, children)
}

/**
 * The `wx` of the provider, for calls.
 *
 * @throws {WxError} `INVALID_ARGUMENT` where there is no `WxProvider` above
 */
export function useWx(): Wx {
  return useProvided().wx
}

/**
 * Has the page verified, and says where it stands. Outside of WeChat the state is `failed`, with `NOT_IN_WECHAT`; on a server, and as long as
 * the page is being hydrated, `idle`.
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
    // The state tells of a failure; who shows it, and comes and goes with it, must not try again each time.
    if (wx.state.status === 'idle') wx.ready().catch(() => {})
  }, [wx])
  return { state, error: (state as { error?: WxError }).error }
}

/**
 * Sets what the page looks like when it is shared; nothing while `data` is not there yet. The component that was set up
 * last counts, which is the innermost, so that a layout may hold what a page need not say. WeChat cannot be told to forget:
 * when all such components are gone, what the last one said stays set. What fails is told to `onError`.
 *
 * @example useShare(article && { title: article.title, desc: article.lead, imgUrl: article.cover })
 */
export function useShare(data: Shareable): void {
  const { placeForShare } = useProvided()
  const place = useMemo(placeForShare, [placeForShare])
  // By what it says: it may be a new object each time.
  const text = JSON.stringify(data)
  useEffect(() => {
    place(text)
    return () => place()
  }, [place, text])
}

function useProvided(): Provided {
  const provided = useContext(WxContext)
  if (!provided) throw new WxError('INVALID_ARGUMENT', { errMsg: '<WxProvider wx={wx}> is missing above' })
  return provided
}
