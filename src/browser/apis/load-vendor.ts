import type { JWeixin } from '../../../types/wx.js'
import type { Context } from '../client/context.js'
import type { ScriptLoader } from '../client/script-loader.js'
import { configure } from '../client/vendor-config.js'
import { WxError } from '../errors.js'
import type { Session } from '../session/session.js'
import { waitFor } from '../util/wait.js'

/** Makes `loadVendor()`. From then on the script has the credentials of each verification, for what the page calls on it. */
export function createLoadVendor({
  script,
  session,
  disposed,
}: Context & { script: ScriptLoader; session: Session }): () => Promise<JWeixin> {
  let isLoaded = false
  const passCredentials = () => {
    if (isLoaded && script.own && session.verified)
      configure(script.own, { ...session.verified.signature, check: false })
  }
  session.subscribe(({ status }) => {
    if (status === 'ready') passCredentials()
  })
  return async () => {
    if (typeof document === 'undefined') throw new WxError('NOT_IN_BROWSER')
    if (disposed.aborted) throw new WxError('DISPOSED')
    const vendor = await waitFor(script.load(), { disposed })
    isLoaded = true
    passCredentials()
    return vendor as unknown as JWeixin
  }
}
