import { useCallback, useEffect, useState } from 'preact/hooks'
import type { PlatformLink } from '../../page/platform-link.js'

export type PlatformStatus = Awaited<ReturnType<PlatformLink['status']>>

/** The state of the platform, and a way to change it. */
export interface WatchedPlatform {
  /** `undefined` until it is known. */
  readonly status: PlatformStatus | undefined
  /** Why it cannot be reached. */
  readonly error: string | undefined
  readonly change: ChangePlatform
}

/** Changes something of the platform, reads its state again, and then calls `done`, unless the platform cannot be reached. */
export type ChangePlatform = (work: (platform: PlatformLink) => Promise<unknown>, done?: () => void) => void

/** How often the state is read while it is shown, in ms: servers use the platform too. */
const INTERVAL = 2000

export function usePlatformStatus(platform: PlatformLink): WatchedPlatform {
  const [status, setStatus] = useState<PlatformStatus | undefined>()
  const [error, setError] = useState<string | undefined>()
  const read = useCallback(
    (work: Promise<unknown> = Promise.resolve(), done = () => {}) =>
      work
        .then(() => platform.status())
        .then(setStatus)
        .then(
          () => {
            setError(undefined)
            done()
          },
          (reason: Error) => setError(reason.message),
        ),
    [platform],
  )
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let stopped = false
    const next = () =>
      read().then(() => {
        if (!stopped) timer = setTimeout(next, INTERVAL)
      })
    next()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [read])
  return { status, error, change: (work, done) => void read(work(platform), done) }
}
