import type { Token } from '../credentials/token.js'
import { type WaitForToken, withToken } from '../credentials/with-token.js'
import type { PlatformClient, PlatformRequest } from '../platform/client.js'
import { validateTimeout } from '../util/deadline.js'

/** Options of `account.request`. */
export interface AccountRequest {
  /** Query parameters. The access token is added. @default none */
  query?: Readonly<Record<string, string | number | boolean>> | undefined
  /** HTTP method. @default `POST` with `json` or `body`, otherwise `GET` */
  method?: string | undefined
  /** Sent as JSON. @default none */
  json?: unknown
  /** Sent unchanged, for example a `FormData` with a file. Not a stream, as it may have to be sent twice. @default none */
  body?: Exclude<BodyInit, ReadableStream> | undefined
  /**
   * Whether the request may be sent again after a failure that leaves open whether WeChat has executed it.
   * @default `true` for `GET`
   */
  repeatable?: boolean | undefined
  /** Limit for one attempt, in ms. @default `timeouts.request` of `createAccount`: 3000 */
  timeout?: number | undefined
  /** Aborts the call, which then rejects with the signal's reason. @default none */
  signal?: AbortSignal | undefined
}

/** @throws {TypeError} for an invalid path, or for options that contradict each other */
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
      `request: ${JSON.stringify(path)} is not a path such as /cgi-bin/user/info; pass what follows the ? as query`,
    )
  if (json !== undefined && body !== undefined) throw new TypeError('request: pass json or body, not both')
  if ((body as unknown) instanceof ReadableStream)
    throw new TypeError('request: body must not be a stream, which cannot be sent twice; pass a Blob')
  if (timeout !== undefined) validateTimeout('request: timeout', timeout)
  const payload = json === undefined ? body : JSON.stringify(json)
  const method = (init.method ?? (payload === undefined ? 'GET' : 'POST')).toUpperCase()
  const parameters = Object.entries(query).map(([name, value]) => [name, String(value)])
  return withToken(token, wait, access_token => {
    const platformRequest: PlatformRequest = {
      path,
      method,
      query: { ...Object.fromEntries(parameters), access_token },
      headers: json === undefined ? {} : { 'content-type': 'application/json' },
      ...(payload !== undefined && { body: payload }),
      authorizedBy: 'token',
      secrets: [access_token],
      repeatable: init.repeatable ?? method === 'GET',
      ...(timeout !== undefined && { timeout }),
      ...(signal && { signal }),
    }
    return client.ask(platformRequest)
  })
}
