import { explain } from '../../../explain/index.js'
import { same } from '../../cli/text.js'
import { type Check, failed, NO_ENDPOINT, ok } from '../check.js'
import { HttpFailure } from '../http.js'

export const endpointResponse: Check = {
  name: 'endpoint-response',
  group: 'endpoint',
  title: { en: 'the endpoint responds with JSON', zh: '签名接口返回 JSON' },
  async run(context) {
    const asked = await context.asked()
    if (!asked) return NO_ENDPOINT
    const { response, json, page, requested } = asked
    if (new URL(page).protocol === 'https:' && new URL(requested).protocol === 'http:')
      return failed('mixed-content', {
        en: 'The page is https and the endpoint is http.',
        zh: '页面是 https，签名接口是 http。',
      })
    if (response instanceof HttpFailure)
      return failed('endpoint-failed', {
        en: `The endpoint does not respond: ${response.code}.`,
        zh: `签名接口没有响应：${response.code}。`,
      })
    const { status, headers, text } = response
    if (status >= 300 && status < 400)
      return failed('endpoint-failed', {
        en: `The endpoint redirects to ${headers.location ?? 'nowhere'}, probably to a login.`,
        zh: `签名接口跳转到 ${headers.location ?? '空地址'}，可能要求登录。`,
      })
    const details = reasonOf(json).map(same)
    if (status === 403)
      return failed(
        'url-not-allowed',
        { en: `HTTP 403 for ${page}.`, zh: `${page} 返回 HTTP 403。` },
        details,
      )
    if (status !== 200)
      return failed('endpoint-failed', same(`HTTP ${status}`), [...details, ...serverCause(json)])
    if (typeof json !== 'object' || json === null)
      return failed('endpoint-malformed', {
        en: `The response is no JSON object: ${start(text)}`,
        zh: `响应不是 JSON 对象：${start(text)}`,
      })
    return ok({ en: 'HTTP 200 with a JSON object.', zh: 'HTTP 200，返回 JSON 对象。' })
  },
}

/** Error texts at the usual places. */
function reasonOf(json: unknown): string[] {
  const { error, message, errmsg, msg } = Object(json) as Record<string, unknown>
  const { code, message: inner, hint } = Object(error) as Record<string, unknown>
  return [code, inner, hint, message, errmsg, msg, error].filter(
    (each): each is string => typeof each === 'string' && each !== '',
  )
}

/** What the error code of `signatureHandler`, or an errcode of WeChat in the text, means. */
function serverCause(json: unknown) {
  const error = { code: 'SIGNATURE_FAILED', errMsg: reasonOf(json).join(' '), result: json } as const
  return [{ en: explain(error, 'en').cause, zh: explain(error, 'zh').cause }]
}

function start(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line || '""'
}
