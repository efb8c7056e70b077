import { requireFull } from './full-run.mjs'

/**
 * Other clients of WeChat, and what tests use of them: one brings no types, and the other's do not compile. Only the parts
 * that are needed are loaded, for the whole brings a database's driver.
 */
const load = requireFull

export const JSSDK: new (
  options: object,
) => {
  getSignature(url: string): Promise<{ timestamp: string; nonceStr: string; signature: string; url: string }>
  getGlobalTokenAndTicket(force: boolean): Promise<{ accessToken: string; jsapi_ticket: string }>
} = load('wechat-jssdk/lib/JSSDK.js')

export const Card: new (
  options: object,
) => {
  getApiTicket(): Promise<{ ticket: string; expires_in: number }>
} = load('wechat-jssdk/lib/Card.js')

export const OAuth: new (
  options: object,
) => {
  generateOAuthUrl(redirectUrl: string, scope: string, state: string): string
  getUserInfo(code: string, key?: string): Promise<Record<string, unknown>>
  /** Without a code: the one that is kept, refreshed where it has died. */
  getAccessToken(code: undefined, key: string): Promise<Record<string, unknown>>
} = load('wechat-jssdk/lib/OAuth.js')

/** Keeps everything in memory. */
export const Store: new (options: { noInterval: boolean }) => object = load('wechat-jssdk/lib/store/Store.js')

interface EasyWeChat {
  setCache(cache: object): EasyWeChat
  getUtils(): {
    buildJsSdkConfig(url: string): Promise<{ timestamp: number; nonceStr: string; signature: string }>
  }
  getClient(): {
    get(path: string, payload: { params: object }): Promise<{ toObject(throws?: boolean): object }>
  }
  getOAuth(): EasyWeChatOAuth
}

interface EasyWeChatOAuth {
  setHttpOptions(options: object): EasyWeChatOAuth
  userFromCode(code: string): Promise<{
    getId(): string
    getNickname(): string
    getAccessToken(): string
    getRaw(): object
  }>
}

export const OfficialAccount: new (config: object) => EasyWeChat = load('node-easywechat').OfficialAccount
