import { requireFull } from './full-run.mjs'

/**
 * What other packages sign, each through what it documents. They have no types, or such as do not compile, so that what
 * is used of them is said here.
 */
const load = requireFull

interface SignedPage {
  url: string
  nonceStr: string
  timestamp: number | string
  signature: string
}

type Fields = Record<string, string>

const options = { appSecret: 'secret', merchantId: '10000100', paymentCertificatePfx: Buffer.from('none') }

interface WechatJssdk {
  JSSDK: { generateSignature(url: string, token: string, ticket: string): SignedPage }
  Card: new (options: object) => Cards
  Payment: new (options: object) => WechatJssdkPayments
  Store: new (options: object) => { store: object }
}

interface Cards {
  getCardExt(cardId: string, code: string, openid: string, begins: number, outer: string): Promise<string>
  getCardSignature(shopId: string, cardType: string, cardId: string): Promise<Fields>
}

interface WechatJssdkPayments {
  generateChooseWXPayInfo(prepayId: string, signType: string): Promise<Fields>
  generateGeneralPaymentSignature(fields: Fields, signType: string): { paySign: string }
}

export const wechatJssdk = {
  page(ticket: string, url: string): SignedPage {
    const { JSSDK } = load('wechat-jssdk') as WechatJssdk
    return JSSDK.generateSignature(url, 'token', ticket)
  },
  cards(appId: string, ticket: string): Cards {
    const { Card, Store } = load('wechat-jssdk') as WechatJssdk
    const store = new Store({ noInterval: true })
    store.store = { card: { ticket, modifyDate: new Date() } }
    return new Card({ ...options, appId, store })
  },
  payments(appId: string, paymentKey: string): WechatJssdkPayments {
    const { Payment, Store } = load('wechat-jssdk') as WechatJssdk
    return new Payment({ ...options, appId, paymentKey, store: new Store({ noInterval: true }) })
  },
}

interface NodeEasywechat {
  OfficialAccount: new (
    options: object,
  ) => {
    setCache(cache: object): void
    getUtils(): { buildJsSdkConfig(url: string): Promise<SignedPage> }
  }
  Pay: new (options: object) => { getUtils(): NodeEasywechatPayments }
}

interface NodeEasywechatPayments {
  buildSdkConfig(prepayId: string, appId: string, signType: string): Fields
  createV2Signature(fields: Fields): string
}

export const nodeEasywechat = {
  page(ticket: string, url: string): Promise<SignedPage> {
    const { OfficialAccount } = load('node-easywechat') as NodeEasywechat
    const account = new OfficialAccount({ app_id: 'wx0123456789abcdef', secret: 'secret' })
    account.setCache({ get: async () => ticket })
    return account.getUtils().buildJsSdkConfig(url)
  },
  /** @param file of the private key. A certificate has to be there too, and is not looked at. */
  payments(v2_secret_key: string, file: string): NodeEasywechatPayments {
    const { Pay } = load('node-easywechat') as NodeEasywechat
    return new Pay({ mch_id: '10000100', v2_secret_key, private_key: file, certificate: file }).getUtils()
  },
}

type WechatpayNodeV3 = new (
  options: object,
) => {
  createHttp(http: object): void
  transactions_jsapi(order: object): Promise<{ data: Fields }>
}

export const wechatpayNodeV3 = {
  /** Signs the order that WeChat Pay is made to answer with. */
  async payment(appid: string, prepay_id: string, pem: string): Promise<Fields> {
    const Pay = load('wechatpay-node-v3') as WechatpayNodeV3
    const key = Buffer.from(pem)
    const pay = new Pay({ appid, mchid: '10000100', serial_no: '1', publicKey: key, privateKey: key })
    pay.createHttp({ post: async () => ({ status: 200, data: { prepay_id } }) })
    return (await pay.transactions_jsapi({})).data
  },
}
