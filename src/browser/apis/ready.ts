import type { Context } from '../client/context.js'
import type { Client } from '../client/detect-client.js'
import { createNavigated, onRestored } from '../session/navigation.js'
import type { Session, Verified } from '../session/session.js'
import { assertNotAborted, waitFor } from '../util/wait.js'
import { type CallOptions, readCallOptions } from './call-options.js'
import type { Sharing } from './share.js'

/** Options of `ready()` and `refresh()`. */
export interface ReadyOptions {
  /** Rejects this wait with `ABORTED`. The verification goes on, for other callers. @default none */
  signal?: AbortSignal | undefined
}

/** The result of `ready()`. */
export interface Ready {
  appId: string
  /** The URL whose signature WeChat accepted. */
  url: string
  client: Client
}

/** What verifies the page, and sets the share data again afterwards. */
export interface PageMethods {
  ready(options?: CallOptions): Promise<Ready>
  refresh(options?: CallOptions): Promise<Ready>
  navigated(): void
}

export function createPageMethods(
  { client, session, disposed, report }: Context & { session: Session },
  { reapply }: Sharing,
): PageMethods {
  const reapplyShare = (explicit?: boolean) => reapply(explicit).catch(report)

  async function ready(): Promise<Ready> {
    const verified = await session.ensure(true)
    // Not awaited: ready() does not depend on share data that failed before.
    reapplyShare()
    return toReady(verified)
  }

  async function refresh(): Promise<Ready> {
    const verified = await session.renew(session.verified, true)
    await reapplyShare(true)
    return toReady(verified)
  }

  async function follow(): Promise<void> {
    if (!session.started || disposed.aborted) return
    await session.ensure()
    await reapplyShare()
  }

  function toReady({ url, signature }: Verified): Ready {
    return { appId: signature.appId, url, client: client() }
  }

  function abortable(api: string, work: () => Promise<Ready>) {
    return async (options?: CallOptions) => {
      const { signal } = readCallOptions(api, options)
      assertNotAborted(signal)
      return waitFor(work(), { signal, disposed })
    }
  }

  session.subscribe(async () => {
    // After the page's own listeners, which may call share().
    await null
    if (session.state.status === 'ready') reapplyShare()
  })
  // While the page was in the cache, WeChat may have dropped its permissions and the response that it waits for.
  const stop = onRestored(() => {
    if (!session.started) return
    session.restart()
    refresh().catch(report)
  })
  disposed.addEventListener('abort', stop)

  return {
    ready: abortable('ready', ready),
    refresh: abortable('refresh', refresh),
    navigated: createNavigated(follow, report),
  }
}
