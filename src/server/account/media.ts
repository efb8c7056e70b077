import type { Token } from '../credentials/token.js'
import { type WaitForToken, withToken } from '../credentials/with-token.js'
import { PlatformError } from '../errors.js'
import type { PlatformClient } from '../platform/client.js'
import { validateTimeout } from '../util/deadline.js'

/** Options of `account.media`. */
export interface MediaOptions {
  /** Fetches a voice recording as 16 kHz speex instead of 8 kHz amr. For verified accounts only. @default false */
  hd?: boolean | undefined
  /** Limit for one attempt, until the response starts, in ms. @default 10000 */
  timeout?: number | undefined
  /** Aborts the call until the response starts; it then rejects with the signal's reason. @default none */
  signal?: AbortSignal | undefined
}

/** In ms, until the response starts. */
const DEFAULT_TIMEOUT = 10_000

/** Fetches a file that a page has uploaded. For a video WeChat returns a URL instead, which is followed. */
export async function fetchMedia(
  token: Token,
  client: PlatformClient,
  wait: WaitForToken,
  mediaId: string,
  { hd = false, timeout = DEFAULT_TIMEOUT, signal }: MediaOptions,
): Promise<Response> {
  if (typeof mediaId !== 'string' || mediaId === '') throw new TypeError('media: mediaId is missing')
  validateTimeout('media: timeout', timeout)
  const answer = await withToken(token, wait, access_token =>
    client.open({
      path: hd ? '/cgi-bin/media/get/jssdk' : '/cgi-bin/media/get',
      query: { access_token, media_id: mediaId },
      authorizedBy: 'token',
      secrets: [access_token],
      repeatable: true,
      timeout,
      ...(signal && { signal }),
    }),
  )
  if (isResponse(answer)) return answer
  const { video_url: url } = answer
  if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:/i.test(url))
    throw new PlatformError('BAD_ANSWER', { errmsg: 'neither a file nor the URL of one' })
  return client.follow(url, timeout, signal)
}

/** Not `instanceof`: a replaced fetch, such as undici's, has its own class. */
function isResponse(answer: Response | Record<string, unknown>): answer is Response {
  return typeof answer.arrayBuffer === 'function'
}
