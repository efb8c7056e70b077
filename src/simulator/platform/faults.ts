/**
 * Replaces the platform's own response: an object is sent as JSON, `'silence'` never responds, `'cut'` closes the
 * connection.
 *
 * A function is called with the request. If it resolves with `undefined`, the platform's own response follows; a delay works
 * that way. It may inspect the request, for example to make a single host fail. It may also call `answer()` for the
 * platform's own response: the request is then processed, whatever the caller receives.
 */
export type Fault =
  | FaultOutcome
  | ((request: Request, answer: () => Promise<Response>) => Promise<FaultOutcome | undefined>)

export type FaultOutcome = Response | object | 'silence' | 'cut'

/** Failures that WeChat, or a gateway in front of it, is known for. */
export const FAULTS: Readonly<{
  /** System busy: errcode -1. */
  busy: Fault
  /** The HTML page of a gateway, with HTTP 502. */
  html: Fault
  /** HTTP 503 without a body. */
  unavailable: Fault
  /** The first half of the right response, as if it were complete. */
  cutJson: Fault
  /** The right response with a raw control character in each text, as nicknames can contain them. */
  controlCharacters: Fault
  /** The request is processed (the token issued, the code used), and the connection is closed. */
  lost: Fault
  /** The request is processed (the token issued, the code used), and the response says errcode -1. */
  spent: Fault
  /** The connection is closed. The request is not processed. */
  cut: Fault
  /** No response, ever. */
  silence: Fault
}> = {
  busy: systemBusy(),
  html: async () =>
    new Response('<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>', {
      status: 502,
      headers: { 'content-type': 'text/html' },
    }),
  unavailable: async () => new Response(null, { status: 503 }),
  cutJson: modifiedBody(text => text.slice(0, Math.ceil(text.length / 2))),
  controlCharacters: modifiedBody(text => text.replaceAll(':"', ':"\u0014')),
  lost: afterwards('cut'),
  spent: afterwards(systemBusy()),
  cut: 'cut',
  silence: 'silence',
}

/** The name of a failure in `FAULTS`. */
export type FaultName = keyof typeof FAULTS

/**
 * Delays the platform's own response, or another fault.
 *
 * @param ms the delay
 * @param then the fault that follows. Default: the platform's own response
 */
export function delay(ms: number, then?: Fault): Fault {
  return async () => {
    await new Promise(resolve => setTimeout(resolve, ms))
    return then
  }
}

/** Lets the platform process the request, and responds with this fault all the same. */
export function afterwards(fault: Fault): Fault {
  return async (_request, answer) => {
    await answer()
    return fault
  }
}

/** A fault that has not been used up. */
export interface PendingFault {
  path: string
  /** Missing if it is not one of `FAULTS`. */
  name?: FaultName
  /** How many requests will still fail; `'always'` until `heal`. */
  remaining: number | 'always'
}

/** The pending faults by path, in the order in which they were added. Endless faults come after all others. */
export interface FaultQueue {
  /** @throws {TypeError} for an unknown name, and if `times` is not more than 0 */
  add(path: string, fault: Fault | FaultName, times: number): void
  next(path: string): Fault | undefined
  pending(): PendingFault[]
  /** @param path `undefined`: all paths */
  clear(path: string | undefined): void
}

export function createFaultQueue(): FaultQueue {
  const pending = new Map<string, { fault: Fault; remaining: number }[]>()
  return {
    add(path, given, times) {
      if (!(times > 0)) throw new TypeError('fail: times must be more than 0')
      const fault = typeof given === 'string' ? namedFault(given) : given
      pending.set(path, [...(pending.get(path) ?? []), { fault, remaining: times }])
    },
    pending: () =>
      [...pending].flatMap(([path, faults]) =>
        faults.map(({ fault, remaining }) => {
          const name = FAULT_NAMES.find(name => FAULTS[name] === fault)
          return { path, ...(name && { name }), remaining: remaining === Infinity ? 'always' : remaining }
        }),
      ),
    next(path) {
      const faults = pending.get(path) ?? []
      const next = faults.find(({ remaining }) => remaining !== Infinity) ?? faults[0]
      if (!next) return undefined
      next.remaining -= 1
      if (next.remaining <= 0) {
        const others = faults.filter(fault => fault !== next)
        pending.set(path, others)
      }
      return next.fault
    },
    clear(path) {
      if (path === undefined) pending.clear()
      else pending.delete(path)
    },
  }
}

const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]

function namedFault(name: string): Fault {
  if (!Object.hasOwn(FAULTS, name))
    throw new TypeError(`fail: there is no fault ${name}. The faults are ${FAULT_NAMES.join(', ')}`)
  return FAULTS[name as FaultName]
}

/** Calls a fault that is a function, and the function that it may return in turn. */
export async function resolveFault(
  fault: Fault,
  request: Request,
  answer: () => Promise<Response>,
): Promise<FaultOutcome | undefined> {
  if (typeof fault !== 'function') return fault
  const outcome = await fault(request, answer)
  return outcome && resolveFault(outcome, request, answer)
}

/** The response that the caller receives. */
export function faultResponse(outcome: FaultOutcome): Response | Promise<Response> {
  if (outcome === 'silence') return new Promise(() => {})
  if (outcome === 'cut') return new Response(brokenBody())
  return outcome instanceof Response ? outcome.clone() : Response.json(outcome)
}

/**
 * A body that fails after its first byte was delivered. If it failed earlier, the listener could still send another
 * response, an HTTP 500, in place of closing the connection.
 */
function brokenBody(): ReadableStream<Uint8Array> {
  let started = false
  return new ReadableStream({
    async pull(controller) {
      if (started) {
        await new Promise(resolve => setTimeout(resolve, 5))
        return controller.error(new Error('cut'))
      }
      started = true
      controller.enqueue(new TextEncoder().encode(' '))
    },
  })
}

function systemBusy(): object {
  return { errcode: -1, errmsg: 'system error' }
}

function modifiedBody(modify: (text: string) => string): Fault {
  return async (_request, answer) => {
    const response = await answer()
    const headers = new Headers(response.headers)
    headers.delete('content-length')
    return new Response(modify(await response.text()), { status: response.status, headers })
  }
}
