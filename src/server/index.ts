/** `wx-ready/server`: signs pages for WeChat. For servers only, as it needs the account's secret. */
export { createAccount } from './account/account.js'
export type {
  Account,
  AccountOptions,
  AccountStatus,
  AccountTimeouts,
  PageSignature,
  SignatureOptions,
  WarmOptions,
} from './account/account-types.js'
export type { AccountEvent, CredentialName } from './account/events.js'
export type { MediaOptions } from './account/media.js'
export type { AccountRequest } from './account/request.js'
export type { CredentialStatus } from './credentials/credential.js'
export type { AccessTokenSource } from './credentials/external-token.js'
export type { TicketType } from './credentials/ticket.js'
export { PlatformError, type PlatformErrorCode, type PlatformErrorDetails } from './errors.js'
export type { AllowList } from './http/allow.js'
export {
  type SignatureEvent,
  type SignatureHandlerOptions,
  signatureHandler,
} from './http/signature-handler.js'
export { type Handler, toNodeListener } from './node/listener.js'
export type { AuthorizeOptions, OAuthScope } from './oauth/authorize-url.js'
export { loginHandler } from './oauth/login.js'
export type { Login, LoginAnswer, LoginFailure, LoginHandlerOptions } from './oauth/login-types.js'
export { createOAuth } from './oauth/oauth.js'
export type {
  ExchangeOptions,
  OAuth,
  OAuthEvent,
  OAuthOptions,
  UserInfoOptions,
} from './oauth/oauth-types.js'
export type { ExchangedToken, Lang, WebToken, WebUser } from './oauth/web-user.js'
export type { FailedTry, PlatformOptions } from './platform/client.js'
export { type Card, type CardFilter, cardSignature, type SignedCardFilter } from './sign/card.js'
export {
  type PaySigner,
  type PayV2Options,
  type PayV2SignType,
  type PayV3Options,
  type SignedPayment,
  signPayV2,
  signPayV3,
} from './sign/pay.js'
export { jsApiSignature, type SignedValues } from './sign/signature.js'
export {
  type IoredisClient,
  type NodeRedisClient,
  type RedisStoreOptions,
  redisStore,
} from './store/redis.js'
export { type Holding, memoryStore, type Store, type StoreEntry } from './store/store.js'
export type { CallOptions } from './util/deadline.js'
