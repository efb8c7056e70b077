import type { IncomingMessage, ServerResponse } from 'node:http'

/** Changes the body of a response. */
export interface BodyFilter {
  /** @returns what to send now */
  write(chunk: Buffer): Buffer | string
  /** @returns what to send last */
  end(): Buffer | string
}

type Callback = (error?: Error | null) => void
/** The overloads of Node's methods make it impossible to pass parameters on. */
type Method<Result> = (...parameters: unknown[]) => Result

/**
 * Calls `choose` before the headers of a response are sent, which may change them, and sends the body through the filter that
 * it returns. The response may be written in any way: at once, as a stream, with `writeHead` or without.
 */
export function filterResponse(
  request: IncomingMessage,
  response: ServerResponse,
  choose: (response: ServerResponse) => BodyFilter | undefined,
): void {
  const writeHead = response.writeHead.bind(response) as unknown as Method<ServerResponse>
  const write = response.write.bind(response) as unknown as Method<boolean>
  const end = response.end.bind(response) as unknown as Method<ServerResponse>
  let chosen: { filter: BodyFilter | undefined } | undefined
  const filterOf = () => {
    chosen ??= { filter: response.headersSent ? undefined : choose(response) }
    return chosen.filter
  }
  /** Whether our own call of `write` or `end` is running: these call each other, and `writeHead`. */
  let inside = false
  const run = <Result>(call: () => Result): Result => {
    inside = true
    try {
      return call()
    } finally {
      inside = false
    }
  }

  response.writeHead = ((status: number, ...rest: unknown[]) => {
    if (inside || chosen || response.headersSent) return writeHead(status, ...rest)
    response.statusCode = status
    if (typeof rest[0] === 'string') response.statusMessage = rest[0]
    setHeaders(response, rest.at(-1))
    filterOf()
    // `choose` may have changed the status.
    return run(() => writeHead(response.statusCode))
  }) as typeof writeHead

  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    const filter = inside ? undefined : filterOf()
    if (!filter) return run(() => write(chunk, ...rest))
    const changed = filter.write(toBuffer(chunk, rest[0]))
    const callback = rest.find(each => typeof each === 'function') as Callback | undefined
    if (changed.length > 0) return run(() => write(changed, 'latin1', callback ?? (() => {})))
    if (callback) process.nextTick(callback)
    return true
  }) as typeof write

  response.end = ((...parameters: unknown[]) => {
    const filter = inside ? undefined : filterOf()
    if (!filter || response.writableEnded) return run(() => end(...parameters))
    const [chunk] = parameters
    const callback = parameters.find(each => typeof each === 'function') as Callback | undefined
    const hasChunk = chunk !== undefined && chunk !== null && typeof chunk !== 'function'
    const parts = [hasChunk ? filter.write(toBuffer(chunk, parameters[1])) : '', filter.end()]
    const body = Buffer.concat(parts.map(each => toBuffer(each, 'latin1')))
    const noBody = request.method === 'HEAD' || body.length === 0
    return run(() => (noBody ? end(callback) : end(body, 'latin1', callback)))
  }) as typeof end
}

/** @param headers as `writeHead` takes them: an object, a list of pairs, or one list of names and values */
function setHeaders(response: ServerResponse, headers: unknown): void {
  if (typeof headers !== 'object' || headers === null) return
  const pairs = toPairs(headers)
  for (const [name] of pairs) response.removeHeader(name)
  for (const [name, value] of pairs) {
    if (value !== undefined) response.appendHeader(name, Array.isArray(value) ? value : String(value))
  }
}

function toPairs(headers: object): (readonly [string, unknown])[] {
  if (!Array.isArray(headers)) return Object.entries(headers)
  if (Array.isArray(headers[0])) return headers
  return headers.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name), headers[index + 1]] as const] : [],
  )
}

function toBuffer(chunk: unknown, encoding: unknown): Buffer {
  if (typeof chunk !== 'string') return Buffer.from(chunk as Uint8Array)
  return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
}
