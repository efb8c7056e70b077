/** `wx-ready/server`: signs pages for WeChat. Only on a server: it holds the account's secret. */
export {
  type Account,
  type AccountEvent,
  type AccountOptions,
  createAccount,
  type PageSignature,
} from './account.js'
export type { AllowList } from './allow.js'
export { PlatformError, type PlatformErrorCode, type PlatformErrorDetails } from './errors.js'
export { type SignatureHandlerOptions, signatureHandler } from './handler.js'
export { type Handler, toNodeListener } from './node.js'
export { jsApiSignature, type SignedValues } from './signature.js'
export { memoryStore, type Store } from './store.js'
