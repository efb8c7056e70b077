import type { CallableMethod } from '../platform/callable.js'
import type { SimulatedPlatform } from '../platform/platform-types.js'
import type { AccountFacts, AccountFactsLookup } from './account-facts.js'
import type { Bytes } from './bytes.js'

/** What `platform` may be: the origin or URL prefix of a `createPlatform()`, that object itself, or facts about accounts. */
export type PlatformSource = string | SimulatedPlatform | AccountFacts | AccountFactsLookup

/** A file as it travels between the page and the platform. */
export interface TransferredFile {
  bytes: Bytes
  /** Its media type, such as `image/jpeg`. */
  type: string
}

/** The platform, as far as a page can reach it. Every method rejects with an error that says what is missing. */
export type PlatformLink = ControlledPlatform & {
  /** Whether it is a `createPlatform()`, and not only facts: uploads then reach servers, and its state can be seen and changed. */
  readonly controllable: boolean
  facts(appId: string): Promise<AccountFacts>
  /** @returns the media id */
  upload(file: TransferredFile & { appId: string; kind: 'image' | 'voice' }): Promise<string>
  /** `undefined` if the account has no such file. */
  download(mediaId: string, appId: string): Promise<TransferredFile | undefined>
}

/** The methods of `SimulatedPlatform` that a page may call. */
export type ControlledPlatform = {
  [Method in CallableMethod]: (
    ...parameters: Parameters<SimulatedPlatform[Method]>
  ) => Promise<ReturnType<SimulatedPlatform[Method]>>
}
