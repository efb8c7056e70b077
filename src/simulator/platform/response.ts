import { randomBytes } from 'node:crypto'

/** What WeChat says of each number. */
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

/** Thrown where the platform refuses. */
export class Refusal extends Error {
  readonly errcode: number

  /** @param errmsg in place of what WeChat says of the number */
  constructor(errcode: number, errmsg: string = ERRMSG[errcode] ?? '') {
    super(errmsg)
    this.errcode = errcode
  }
}

/** With status 200, and with a number for WeChat's own support: set off by a comma where a person has signed in. */
export function refuse({ errcode, message }: Refusal, path: string): Response {
  const rid = [4, 4, 4].map(bytes => randomBytes(bytes).toString('hex')).join('-')
  return json({ errcode, errmsg: `${message}${isSns(path) ? ',' : ''} rid: ${rid}` }, path)
}

/**
 * As WeChat labels its JSON. Developers report `text/plain` of `sns` APIs, and of media that could not be given: readers
 * that heed the label were surprised by both.
 */
export function json(answer: object, path: string): Response {
  const plain = isSns(path) || path.startsWith('/cgi-bin/media/')
  const type = plain ? 'text/plain' : 'application/json; encoding=utf-8'
  return new Response(JSON.stringify(answer), { headers: { 'content-type': type } })
}

/** WeChat's pages are for people: what is wrong is a text on them. */
export function page(text: string): Response {
  return new Response(`<!doctype html><meta charset="utf-8"><title>微信</title><p>${text}</p>`, {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
}

function isSns(path: string): boolean {
  return path.startsWith('/sns/')
}
