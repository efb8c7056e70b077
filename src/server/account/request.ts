import { type Token, type WaitForToken, withToken } from '../credentials/token.js'
import type { PlatformClient, PlatformRequest } from '../platform/client.js'
import { validateTimeout } from '../util/deadline.js'

/** What `account.request` takes beside the path. */
export interface AccountRequest {
  /** What stands behind the `?`; the token is added. */
  query?: Readonly<Record<string, string | number | boolean>> | undefined
  /** @default `POST` where there is something to send, else `GET` */
  method?: string | undefined
  /** Is sent as JSON. */
  json?: unknown
  /** Is sent as it is: a `FormData` with a file, for example. No stream: it may have to be sent twice. */
  body?: Exclude<BodyInit, ReadableStream> | undefined
  /**
   * Whether it may be sent again where nobody knows whether WeChat has done it.
   * @default `true` for `GET`
   */
  repeatable?: boolean | undefined
  /** For one try, in ms. @default `timeouts.request` of `createAccount`: 3000 */
  timeout?: number | undefined
  /** Ends the call: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/** @throws {TypeError} for what is no path of the platform */
export function request(
  token: Token,
  client: PlatformClient,
  wait: WaitForToken,
  path: string,
  init: AccountRequest = {},
): Promise<Record<string, unknown>> {
  const { query = {}, json, body, timeout, signal } = init
  if (!/^\/[^/\\?#][^\\?#]*$/.test(path))
    throw new TypeError(
      `request: ${JSON.stringify(path)} is no path like /cgi-bin/user/info; give what follows ? as query`,
    )
  if (json !== undefined && body !== undefined) throw new TypeError('request: give json or body, not both')
  if ((body as unknown) instanceof ReadableStream)
    throw new TypeError('request: a stream cannot be sent twice; give a Blob')
  if (timeout !== undefined) validateTimeout('request: timeout', timeout)
  const sent = json === undefined ? body : JSON.stringify(json)
  const method = (init.method ?? (sent === undefined ? 'GET' : 'POST')).toUpperCase()
  const texts = Object.entries(query).map(([name, value]) => [name, String(value)])
  return withToken(token, wait, access_token => {
    const asked: PlatformRequest = {
      path,
      method,
      query: { ...Object.fromEntries(texts), access_token },
      headers: json === undefined ? {} : { 'content-type': 'application/json' },
      ...(sent !== undefined && { body: sent }),
      authorizedBy: 'token',
      secrets: [access_token],
      repeatable: init.repeatable ?? method === 'GET',
      ...(timeout !== undefined && { timeout }),
      ...(signal && { signal }),
    }
    return client.ask(asked)
  })
}
