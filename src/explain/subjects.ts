import type { WxErrorCode } from '../browser/errors.js'

export type ExplainLanguage = 'en' | 'zh'

/** Questions that have no error code of their own, and special cases of a code. */
export type ExplainTopic =
  // Verification and the account.
  | 'offline-verifying'
  | 'fails-since-6.0.2'
  | 'push-state'
  | 'redirected-page'
  | 'snapshot-page'
  | 'work-app'
  | 'old-client'
  // The server.
  | 'url-not-allowed'
  | 'no-ticket'
  | 'credentials-refused'
  | 'ip-list'
  | 'download-media'
  // Sharing.
  | 'cannot-share'
  | 'bare-link'
  | 'share-picture'
  | 'share-trigger'
  | 'shared-or-not'
  | 'add-contact'
  // Single APIs.
  | 'preview-image'
  | 'several-uploads'
  | 'upload-after-choose'
  | 'noisy-recording'
  | 'coordinates'
  | 'payment'
  | 'merchant-transfer'
  | 'card-signature'
  | 'open-tags'

/** Everything that `explain` has a text for. */
export type ExplainSubject = WxErrorCode | ExplainTopic

/** The cause in one sentence, and what to check, one sentence each, the most likely first. */
export interface ExplainText {
  readonly cause: string
  readonly checks: readonly string[]
}

export type ExplainTexts = Readonly<Record<ExplainSubject, ExplainText>>
