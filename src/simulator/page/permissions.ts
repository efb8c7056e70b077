import { listedNameOf } from './api-names.js'
import type { CallRefusal } from './simulator-types.js'

/** Which APIs, events and open tags the page may use. A verification grants them for one URL. */
export interface Permissions {
  grant(url: string, names: readonly string[]): void
  /** Revokes all that was granted. */
  revoke(): void
  /** Names as in `jsApiList`, in the client's spelling. */
  deny(listed: string): void
  allow(listed?: string): void
  /** Revokes all that was granted, and denies what was denied at first. */
  reset(): void
  /** @returns why the page may not call the API; `undefined` if it may */
  refusalOf(clientName: string): CallRefusal | undefined
  /** Whether the page was granted this name: an event or an open tag. */
  isGranted(listed: string): boolean
}

/** @param checkedUrl the URL that this client checks, without its hash */
export function createPermissions(checkedUrl: () => string, denied: readonly string[]): Permissions {
  const grantedByUrl = new Map<string, ReadonlySet<string>>()
  const deniedNames = new Set(denied)
  const granted = () => grantedByUrl.get(checkedUrl())
  return {
    grant: (url, names) => grantedByUrl.set(url, new Set(names)),
    revoke: () => grantedByUrl.clear(),
    deny: listed => deniedNames.add(listed),
    allow: listed => (listed === undefined ? deniedNames.clear() : deniedNames.delete(listed)),
    reset() {
      grantedByUrl.clear()
      deniedNames.clear()
      for (const listed of denied) deniedNames.add(listed)
    },
    refusalOf(clientName) {
      const listed = listedNameOf(clientName)
      const isGated = !UNGATED.has(clientName)
      if (isGated && !granted()) return 'not-verified'
      if (deniedNames.has(listed)) return 'denied'
      return isGated && !granted()?.has(listed) ? 'not-listed' : undefined
    },
    isGranted: listed => !deniedNames.has(listed) && Boolean(granted()?.has(listed)),
  }
}

/** The answer to a call that was refused. */
export function refusedAnswer(clientName: string, refusal: CallRefusal): { err_msg: string } {
  return { err_msg: `${clientName}:${REFUSED_WORDS[refusal]}` }
}

const REFUSED_WORDS: Readonly<Record<CallRefusal, string>> = {
  'not-verified': 'fail_the permission value is offline verifying',
  'not-listed': 'fail_permission denied',
  denied: 'fail_permission denied',
  unsupported: 'function_not_exist',
}

/** The calls that need no verification. Of payments, WeChat Pay's document has no `wx.config` step. */
const UNGATED: ReadonlySet<string> = new Set([
  'preVerifyJSAPI',
  'checkJsApi',
  'invokeMiniProgramAPI',
  'getBrandWCPayRequest',
  'getNetworkType',
  'closeWindow',
  'imagePreview',
  'hideOptionMenu',
  'showOptionMenu',
  'hideToolbar',
  'showToolbar',
  'setFontSizeCallback',
])
