import { type Token, type WaitForToken, withToken } from '../credentials/token.js'
import { PlatformError } from '../errors.js'
import type { PlatformClient } from '../platform/client.js'
import { validateTimeout } from '../util/deadline.js'

/** What `account.media` takes beside the media id. */
export interface MediaOptions {
  /** The voice as 16 kHz speex in place of 8 kHz amr: for verified accounts. @default false */
  hd?: boolean | undefined
  /** For one try, until WeChat begins with the file, in ms. @default 10000 */
  timeout?: number | undefined
  /** Ends the call as long as WeChat has not begun with the file: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/** How long WeChat may take to begin with a file, in ms. */
const FIRST_BYTE = 10_000

/** A file that a page has uploaded, unread; a video from the address that WeChat gives in its place. */
export async function fetchMedia(
  token: Token,
  client: PlatformClient,
  wait: WaitForToken,
  mediaId: string,
  { hd = false, timeout = FIRST_BYTE, signal }: MediaOptions,
): Promise<Response> {
  if (typeof mediaId !== 'string' || mediaId === '') throw new TypeError('media: the media id is missing')
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
    throw new PlatformError('BAD_ANSWER', { errmsg: 'neither a file nor the address of one' })
  return client.follow(url, timeout, signal)
}

/** A replaced fetch, as that of undici, has a class of its own for it. */
function isResponse(answer: Response | Record<string, unknown>): answer is Response {
  return typeof answer.arrayBuffer === 'function'
}
