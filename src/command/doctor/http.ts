import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'

export interface HttpResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** The first 2 MB of the body. */
  readonly text: string
  /** When it arrived, in ms since 1970, by the clock of this machine. */
  readonly at: number
}

/** Why there was no response. */
export class HttpFailure extends Error {
  /** For example `ECONNREFUSED`, or `TIMEOUT`. */
  readonly code: string

  constructor(code: string) {
    super(code)
    this.name = 'HttpFailure'
    this.code = code
  }
}

/** Requests a URL as WeChat would, without following redirects. */
export type HttpGet = (url: string, headers?: Readonly<Record<string, string>>) => Promise<HttpResponse>

export interface HttpOptions {
  /** Where requests to an origin go instead: to check a server before its DNS entry points to it. */
  readonly connectTo: ReadonlyMap<string, string>
  /** For one request, in ms. */
  readonly timeout: number
}

/** Some sites send other clients to another page. */
const USER_AGENT =
  'Mozilla/5.0 (Linux; Android 14; M2104K10AC Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.188 Mobile Safari/537.36 XWEB/1260117 MMWEBSDK/20240802 MicroMessenger/8.0.51.2720(0x28003339) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64'

const MAX_BYTES = 2_000_000

/** `fetch` would not send another `Host` than the one it connects to. */
export function createHttp({ connectTo, timeout }: HttpOptions): HttpGet {
  return (url, headers = {}) =>
    new Promise((resolve, reject) => {
      const wanted = new URL(url)
      const target = targetOf(wanted, connectTo.get(wanted.origin))
      const send = target.protocol === 'https:' ? httpsRequest : httpRequest
      const request = send(
        target,
        {
          headers: {
            host: wanted.host,
            'user-agent': USER_AGENT,
            accept: '*/*',
            'accept-encoding': 'identity',
            // As a proxy that ends TLS would say.
            ...(wanted.protocol !== target.protocol && { 'x-forwarded-proto': wanted.protocol.slice(0, -1) }),
            ...headers,
          },
          ...(target.protocol === 'https:' && { servername: wanted.hostname }),
          agent: false,
          signal: AbortSignal.timeout(timeout),
        },
        response => {
          request.off('close', closed)
          read(response).then(resolve, fail)
        },
      )
      const fail = (error: NodeJS.ErrnoException) =>
        reject(new HttpFailure(error.name === 'AbortError' ? 'TIMEOUT' : (error.code ?? error.message)))
      request.on('error', fail)
      // If the server switches protocols, Node closes the connection without an error or a response.
      const closed = () => reject(new HttpFailure('ECONNRESET'))
      request.on('close', closed)
      request.end()
    })
}

/** As a value, a failure can be looked at beside responses. */
export async function attempt(
  http: HttpGet,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<HttpResponse | HttpFailure> {
  try {
    return await http(url, headers)
  } catch (error) {
    return error instanceof HttpFailure ? error : new HttpFailure(String(error))
  }
}

/** Resolved against the other origin, a path that begins with `//` would be a host. */
function targetOf(wanted: URL, other: string | undefined): URL {
  if (other === undefined) return wanted
  const target = new URL(other)
  target.pathname = wanted.pathname
  target.search = wanted.search
  return target
}

async function read(response: IncomingMessage): Promise<HttpResponse> {
  const at = Date.now()
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length > MAX_BYTES) break
  }
  const { statusCode = 0, headers } = response
  return { status: statusCode, headers, text: Buffer.concat(chunks).toString('utf8'), at }
}
