import { randomText } from './random.js'

/** WeChat's message for each errcode. */
const ERRMSG: Readonly<Record<number, string>> = {
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40007: 'invalid media_id',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40163: 'code been used',
  41001: 'access_token missing',
  41002: 'appid missing',
  41003: 'missing refresh_token',
  41004: 'appsecret missing',
  41006: 'missing media_id',
  41008: 'missing code',
  41009: 'missing openid',
  42001: 'access_token expired',
  42002: 'refresh_token expired',
  42003: 'code expired',
  42007: 'access_token and refresh_token exception',
  43001: 'require GET method',
  43002: 'require POST method',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  48001: 'api unauthorized',
}

/** Thrown by a route to refuse the request with an errcode. */
export class Refusal extends Error {
  readonly errcode: number

  /** @param errmsg default: WeChat's message for this errcode */
  constructor(errcode: number, errmsg: string = ERRMSG[errcode] ?? '') {
    super(errmsg)
    this.errcode = errcode
  }
}

/** The response to a refused request: HTTP 200, and an errmsg that ends in a request id, after a comma for `sns` APIs. */
export function refusalResponse({ errcode, message }: Refusal, path: string): Response {
  const rid = [8, 8, 8].map(length => randomText(length, '0123456789abcdef')).join('-')
  return jsonResponse({ errcode, errmsg: `${message}${isSns(path) ? ',' : ''} rid: ${rid}` }, path)
}

/**
 * JSON with the content type that WeChat sends: developers report `text/plain` for `sns` APIs and for refused media
 * requests, which breaks clients that rely on the header.
 */
export function jsonResponse(body: object, path: string): Response {
  const isPlain = isSns(path) || path.startsWith('/cgi-bin/media/')
  const type = isPlain ? 'text/plain' : 'application/json; encoding=utf-8'
  return new Response(JSON.stringify(body), { headers: { 'content-type': type } })
}

/** An HTML page with a message, as open.weixin.qq.com reports errors. */
export function htmlPage(text: string): Response {
  return new Response(`<!doctype html><meta charset="utf-8"><title>微信</title><p>${text}</p>`, {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
}

function isSns(path: string): boolean {
  return path.startsWith('/sns/')
}
