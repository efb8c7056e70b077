/** An endpoint as it is written around a package that only signs. */
export function endpoint(sign) {
  return async (request, response) => {
    const url = new URL(request.url, 'http://localhost').searchParams.get('url')
    if (!url) return response.writeHead(400).end()
    try {
      json(response, await sign(url))
    } catch {
      response.writeHead(502).end()
    }
  }
}

/** Answers with what must be said and no more. */
export function json(response, answer) {
  const body = JSON.stringify(answer)
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    // Else it is sent in chunks, which costs more.
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
