import { isWxError } from '../errors.js'
import { currentUrl } from '../session/page-url.js'
import type { Session, Verified } from '../session/session.js'

/** How often one call may have the page verified again, for a page whose URL never stops changing. */
const MAX_RENEWALS = 3

/**
 * Sends a call once the page is verified. If the client denies it, verifies the page again and sends the call once more, because
 * a client may lose permissions that it has granted. If the URL changed meanwhile, which may be the only cause, tries again.
 */
export function withPermission<T>(
  session: Session,
  api: string,
  send: (verified: Verified) => Promise<T>,
  renewals = 0,
): Promise<T> {
  return session.use(async verified => {
    try {
      const result = await send(verified)
      verified.denied.delete(api)
      return result
    } catch (error) {
      if (!isWxError(error, 'PERMISSION_DENIED') || verified.denied.has(api)) throw error
      if (renewals > 0 && verified.at === currentUrl()) {
        verified.denied.add(api)
        throw error
      }
      if (renewals === MAX_RENEWALS) throw error
      await session.renew(verified)
      return withPermission(session, api, send, renewals + 1)
    }
  })
}
