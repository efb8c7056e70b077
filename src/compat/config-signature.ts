import { WxError } from '../browser/errors.js'
import { currentUrl } from '../browser/session/page-url.js'
import type { Signature } from '../browser/session/signature.js'
import type { SignatureRequest } from '../browser/session/signature-source.js'
import { waitFor } from '../browser/util/wait.js'

/** The signature of the last `config()`, as the `signature` and `signUrl` options of a session without an endpoint. */
export interface ConfigSignature {
  readonly last: Signature | undefined
  /** Takes the signature of a `config()` for the page as it is now. */
  give(signature: Signature): void
  /** Waits for the first `config()`. */
  get(request: SignatureRequest): Promise<Signature>
  /**
   * The URL of the page at the last `config()`. It stands for the page until the next one, as a navigation without a new `config()`
   * does not make the vendor's script verify either, and only the page knows which URL it had signed.
   */
  url(): string
}

/** In ms. Shorter than `timeouts.signature`, whose error would not say what is missing. */
const CONFIG_TIMEOUT = 9000

export function createConfigSignature(): ConfigSignature {
  let last: Signature | undefined
  let signedAt: string | undefined
  let resolveFirst: (signature: Signature) => void
  const first = new Promise<Signature>(resolve => {
    resolveFirst = resolve
  })
  return {
    get last() {
      return last
    },
    give(signature) {
      last = signature
      signedAt = currentUrl()
      resolveFirst(signature)
    },
    async get({ refused, signal }) {
      // The session takes this code for "there is no other signature", and reports the refusal.
      if (refused) throw new WxError('INVALID_ARGUMENT', { errMsg: 'config() has to be called again' })
      await waitFor(first, { ms: CONFIG_TIMEOUT, timeoutCode: 'SIGNATURE_TIMEOUT', api: 'config', signal })
      return last as Signature
    },
    url: () => signedAt ?? currentUrl(),
  }
}
