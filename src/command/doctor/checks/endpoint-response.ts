import { same, type Text } from '../../cli/text.js'
import { type Check, type Finding, failed, NO_ENDPOINT, ok } from '../check.js'
import type { Asked } from '../endpoint-probe.js'
import { reasonOf, serverCause } from '../endpoint-reason.js'
import { HttpFailure } from '../http.js'
import { redirectOf, withoutQuery } from '../page-fetch.js'

export const endpointResponse: Check = {
  name: 'endpoint-response',
  group: 'endpoint',
  title: { en: 'the endpoint responds with JSON', zh: '签名接口返回 JSON' },
  async run(context) {
    const asked = await context.asked()
    if (!asked) return NO_ENDPOINT
    const { response, json, page, url } = asked
    const insecure = insecureUrl(asked)
    if (insecure !== undefined) return failed('mixed-content', mixedContent(asked, insecure), way(asked))
    if (response instanceof HttpFailure)
      return failed(
        'endpoint-failed',
        {
          en: `The endpoint does not respond: ${response.code}.`,
          zh: `签名接口没有响应：${response.code}。`,
        },
        way(asked),
      )
    const { status, text } = response
    if (redirectOf(url, response) !== undefined)
      return failed('endpoint-failed', { en: 'The redirects do not end.', zh: '跳转没有尽头。' }, way(asked))
    const reason = reasonOf(asked)
    if (status === 403)
      return failed('url-not-allowed', { en: `HTTP 403 for ${page}.`, zh: `${page} 返回 HTTP 403。` }, [
        ...reason,
        ...way(asked),
      ])
    if (status < 200 || status > 299)
      return failed('endpoint-failed', same(`HTTP ${status}`), [...reason, serverCause(asked), ...way(asked)])
    if (typeof json !== 'object' || json === null) return noJson(asked, text)
    return isRedirected(asked)
      ? ok({
          en: `HTTP ${status} with a JSON object, after a redirect to ${withoutQuery(url)}: use that URL, to save a request for each signature.`,
          zh: `HTTP ${status}，返回 JSON 对象，但先跳转到了 ${withoutQuery(url)}：直接使用这个 URL，每次签名可以少一次请求。`,
        })
      : ok({ en: `HTTP ${status} with a JSON object.`, zh: `HTTP ${status}，返回 JSON 对象。` })
  },
}

/** The first URL that an https page may not request. */
function insecureUrl({ page, hops }: Asked): string | undefined {
  return page.startsWith('https:') ? hops.find(({ url }) => url.startsWith('http:'))?.url : undefined
}

function mixedContent({ requested }: Asked, insecure: string): Text {
  return insecure === requested
    ? { en: 'The page is https and the endpoint is http.', zh: '页面是 https，签名接口是 http。' }
    : {
        en: `The page is https and the endpoint redirects to ${withoutQuery(insecure)}.`,
        zh: `页面是 https，签名接口跳转到了 ${withoutQuery(insecure)}。`,
      }
}

function noJson(asked: Asked, text: string): Finding {
  if (isRedirected(asked) && /^\s*</.test(text))
    return failed('endpoint-failed', {
      en: `The endpoint redirects to ${asked.url}, probably to a login.`,
      zh: `签名接口跳转到 ${asked.url}，可能要求登录。`,
    })
  return failed(
    'endpoint-malformed',
    {
      en: `The response is no JSON object: ${start(text)}`,
      zh: `响应不是 JSON 对象：${start(text)}`,
    },
    way(asked),
  )
}

function isRedirected({ hops }: Asked): boolean {
  return hops.length > 1
}

/** The URLs that the request went through, unless it was one. */
function way(asked: Asked): Text[] {
  return isRedirected(asked) ? asked.hops.map(({ url }) => same(url)) : []
}

function start(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line || '""'
}
