/** `wx-ready/server`: signs pages for WeChat. Only on a server: it holds the account's secret. */
export { createAccount } from './account.js'
export type {
  Account,
  AccountOptions,
  AccountStatus,
  AccountTimeouts,
  PageSignature,
  SignatureOptions,
  TicketType,
  WarmOptions,
} from './account-types.js'
export type { AllowList } from './allow.js'
export type { AuthorizeOptions, OAuthScope } from './authorize-url.js'
export { type Card, type CardFilter, cardSignature, type SignedCardFilter } from './card.js'
export type { CredentialStatus } from './credential.js'
export type { CallOptions } from './deadline.js'
export { PlatformError, type PlatformErrorCode, type PlatformErrorDetails } from './errors.js'
export type { AccountEvent, CredentialName } from './events.js'
export { type SignatureEvent, type SignatureHandlerOptions, signatureHandler } from './handler.js'
export {
  type Login,
  type LoginAnswer,
  type LoginFailure,
  type LoginHandlerOptions,
  loginHandler,
} from './login.js'
export type { MediaOptions } from './media.js'
export { type Handler, toNodeListener } from './node.js'
export { createOAuth, type OAuth, type OAuthEvent, type OAuthOptions } from './oauth.js'
export {
  type PaySigner,
  type PayV2Options,
  type PayV2SignType,
  type PayV3Options,
  type SignedPayment,
  signPayV2,
  signPayV3,
} from './pay.js'
export type { FailedTry, PlatformOptions } from './platform.js'
export {
  type IoredisClient,
  type NodeRedisClient,
  type RedisStoreOptions,
  redisStore,
} from './redis-store.js'
export type { AccountRequest } from './request.js'
export { jsApiSignature, type SignedValues } from './signature.js'
export { type Holding, memoryStore, type Store, type StoreEntry } from './store.js'
export type { AccessTokenSource } from './token.js'
export type { ExchangedToken, Lang, WebToken, WebUser } from './web-user.js'
