/**
 * What the platform answers in place of its own answer: an object as JSON, `'silence'` never, `'cut'` by closing the
 * connection. A function is called first; where it gives nothing, the platform's own answer follows, as after a delay.
 * It may look at the request, to let only one host fail. It may ask for the platform's answer itself: then the request has
 * been worked on, whatever the reader gets to see.
 */
export type Fault =
  | GivenFault
  | ((request: Request, answer: () => Promise<Response>) => Promise<GivenFault | undefined>)

export type GivenFault = Response | object | 'silence' | 'cut'

/** Faults that WeChat, or what stands before it, is known for. */
export const FAULTS: Readonly<{
  /** Busy: -1. */
  busy: Fault
  /** A gateway's page, with status 502. */
  html: Fault
  /** 503, and nothing else. */
  unavailable: Fault
  /** The half of the right answer, as if it were all of it. */
  cutJson: Fault
  /** A raw control character at the head of each text in the right answer: names that people give themselves hold them. */
  controlCharacters: Fault
  /** The token is made, or the code is spent; then the connection is cut. */
  lost: Fault
  /** The token is made, or the code is spent; then WeChat says that it is busy. */
  spent: Fault
  /** The connection is closed. */
  cut: Fault
  /** No answer, ever. */
  silence: Fault
}> = {
  busy: busy(),
  html: async () =>
    new Response('<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>', {
      status: 502,
      headers: { 'content-type': 'text/html' },
    }),
  unavailable: async () => new Response(null, { status: 503 }),
  cutJson: changed(text => text.slice(0, Math.ceil(text.length / 2))),
  controlCharacters: changed(text => text.replaceAll(':"', ':"\u0014')),
  lost: afterwards('cut'),
  spent: afterwards(busy()),
  cut: 'cut',
  silence: 'silence',
}

/** Waits before the platform's own answer, or before another fault. @param ms how long */
export function delay(ms: number, then?: Fault): Fault {
  return async () => {
    await new Promise(resolve => setTimeout(resolve, ms))
    return then
  }
}

/** Lets the platform work on the request, and then answers with this fault all the same. */
export function afterwards(fault: Fault): Fault {
  return async (_request, answer) => {
    await answer()
    return fault
  }
}

/** Faults by path, in the order in which they were told; those that come for ever give way to the others. */
export interface FaultList {
  add(path: string, fault: Fault, times: number): void
  next(path: string): Fault | undefined
  clear(path: string | undefined): void
}

export function createFaultList(): FaultList {
  const waiting = new Map<string, { fault: Fault; left: number }[]>()
  return {
    add(path, fault, times) {
      if (!(times > 0)) throw new TypeError('fail: times must be more than 0')
      waiting.set(path, [...(waiting.get(path) ?? []), { fault, left: times }])
    },
    next(path) {
      const faults = waiting.get(path) ?? []
      const next = faults.find(({ left }) => left !== Infinity) ?? faults[0]
      if (!next) return undefined
      next.left -= 1
      if (next.left <= 0)
        waiting.set(
          path,
          faults.filter(fault => fault !== next),
        )
      return next.fault
    },
    clear(path) {
      if (path === undefined) waiting.clear()
      else waiting.delete(path)
    },
  }
}

/** Calls it, and what it gives in its turn. */
export async function callFault(
  fault: Fault,
  request: Request,
  answer: () => Promise<Response>,
): Promise<GivenFault | undefined> {
  if (typeof fault !== 'function') return fault
  const given = await fault(request, answer)
  return given && callFault(given, request, answer)
}

/** What the reader gets of a fault. */
export function failing(fault: GivenFault): Response | Promise<Response> {
  if (fault === 'silence') return new Promise(() => {})
  if (fault === 'cut') return new Response(brokenOff())
  return fault instanceof Response ? fault.clone() : Response.json(fault)
}

/** Fails once it has begun, and once its reader has seen that: what had not begun could still be answered otherwise. */
function brokenOff(): ReadableStream<Uint8Array> {
  let begun = false
  return new ReadableStream({
    async pull(controller) {
      if (begun) {
        await new Promise(resolve => setTimeout(resolve, 5))
        return controller.error(new Error('cut'))
      }
      begun = true
      controller.enqueue(new TextEncoder().encode(' '))
    },
  })
}

function busy(): object {
  return { errcode: -1, errmsg: 'system error' }
}

function changed(change: (text: string) => string): Fault {
  return async (_request, answer) => {
    const { status, headers, ...right } = await answer().then(async response => ({
      status: response.status,
      headers: new Headers(response.headers),
      text: await response.text(),
    }))
    headers.delete('content-length')
    return new Response(change(right.text), { status, headers })
  }
}
