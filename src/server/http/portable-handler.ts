/** What a handler reads of a request, whatever brought it. */
export interface PlainRequest {
  readonly method: string
  /** The address, or its path and query. */
  readonly url: string
  /** @param name in lower case */
  header(name: string): string | undefined
}

/** What a handler answers, before anybody sends it. */
export interface PlainAnswer {
  readonly status: number
  /** Their names are in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Without one nothing is sent, as to HEAD. */
  readonly body?: string
}

export type PlainHandler = (request: PlainRequest) => Promise<PlainAnswer>

const PLAIN: unique symbol = Symbol('wx-ready: plain handler')

/** A web-standard handler that lets a server's adapter leave `Request` and `Response` out: in Node they cost more than a signature. */
export function webHandler(plain: PlainHandler): (request: Request) => Promise<Response> {
  const handler = async (request: Request) => {
    const { method, url, headers } = request
    const answer = await plain({ method, url, header: name => headers.get(name) ?? undefined })
    return new Response(answer.body ?? null, { status: answer.status, headers: answer.headers })
  }
  return Object.assign(handler, { [PLAIN]: plain })
}

/** The same handler without `Request` and `Response`, where `webHandler` has made it. */
export function plainHandlerOf(handler: object): PlainHandler | undefined {
  return (handler as { readonly [PLAIN]?: PlainHandler })[PLAIN]
}
