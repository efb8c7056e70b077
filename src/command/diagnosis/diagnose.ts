import { createHash } from 'node:crypto'
import { jsApiSignature } from '../../server/index.js'
import { URL_CHANGES, type UrlChangeName, type UrlSurroundings } from './url-changes.js'

/** What a signature was made with, besides the URL. */
export type SignatureMistake =
  | UrlChangeName
  | 'stale-ticket'
  | 'card-ticket'
  | 'token-as-ticket'
  | 'wrong-algorithm'
  | 'timestamp-differs'

/** A signature, and what may have been signed. */
export interface SignatureToExplain extends UrlSurroundings {
  /** Of the page, without its hash. */
  readonly url: string
  readonly nonceStr: string
  readonly timestamp: string
  readonly signature: string
  readonly ticket: string
  /** Other values that a server may have taken for the ticket. */
  readonly otherTickets?: readonly { readonly value: string; readonly mistake: SignatureMistake }[]
}

/** How a signature comes about. Without a mistake, it is right. */
export interface SignatureDiagnosis {
  readonly mistakes: readonly SignatureMistake[]
  /** What was signed as the URL. */
  readonly url: string
  readonly timestamp: string
}

/**
 * Finds what a wrong signature was made of, by trying what servers are known to get wrong, and each two mistakes together.
 *
 * @returns `undefined` if nothing leads to this signature: another ticket is the likeliest reason
 */
export function diagnoseSignature(given: SignatureToExplain): SignatureDiagnosis | undefined {
  const wanted = given.signature.toLowerCase()
  const timestamps = timestampsOf(given.timestamp)
  const tickets = [{ value: given.ticket, mistake: undefined }, ...(given.otherTickets ?? [])]
  const urls = changedUrls(given)
  // By the number of mistakes: one is likelier than two.
  const trials = tickets
    .flatMap(ticket =>
      urls.flatMap(({ url, changes }) =>
        timestamps.map(({ timestamp, mistake }) => ({
          url,
          timestamp,
          ticket: ticket.value,
          mistakes: [ticket.mistake, ...changes, mistake].filter(each => each !== undefined),
        })),
      ),
    )
    .filter(({ mistakes }) => mistakes.length <= 2)
    .sort((one, other) => one.mistakes.length - other.mistakes.length)
  const found = trials.find(
    ({ url, timestamp, ticket }) => sign({ ...given, url, timestamp, ticket }) === wanted,
  )
  if (found) return { mistakes: found.mistakes, url: found.url, timestamp: found.timestamp }
  return usesOtherText(given, wanted)
    ? { mistakes: ['wrong-algorithm'], url: given.url, timestamp: given.timestamp }
    : undefined
}

/** The changes that lead from one URL to another, if known. For servers that say which URL they signed. */
export function explainUrl(
  url: string,
  signed: string,
  around: UrlSurroundings,
): readonly UrlChangeName[] | undefined {
  return changedUrls({ ...around, url }).find(each => each.url === signed)?.changes
}

interface ChangedUrl {
  url: string
  changes: readonly UrlChangeName[]
}

/** The URL itself, then with one change, then with two. Each URL once. */
function changedUrls({ url, ...around }: UrlSurroundings & { url: string }): ChangedUrl[] {
  const known = new Map<string, ChangedUrl>([[url, { url, changes: [] }]])
  for (let depth = 0; depth < 2; depth += 1) {
    for (const { url: before, changes } of [...known.values()]) {
      if (changes.length !== depth) continue
      for (const { name, apply } of URL_CHANGES) {
        for (const after of apply(before, around))
          if (!known.has(after)) known.set(after, { url: after, changes: [...changes, name] })
      }
    }
  }
  return [...known.values()]
}

/** Unlike `jsApiSignature`, signs what follows a `#` too. */
function sign({
  ticket,
  nonceStr,
  timestamp,
  url,
}: Pick<SignatureToExplain, 'ticket' | 'nonceStr' | 'timestamp' | 'url'>): string {
  return url.includes('#')
    ? sha1(`jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`)
    : jsApiSignature({ ticket, nonceStr, timestamp, url })
}

/** The page may get milliseconds where seconds were signed, or the other way round. */
function timestampsOf(timestamp: string): { timestamp: string; mistake?: SignatureMistake }[] {
  const other = /^\d{13}$/.test(timestamp) ? timestamp.slice(0, 10) : `${timestamp}000`
  return [{ timestamp }, { timestamp: other, mistake: 'timestamp-differs' }]
}

/** Whether other names or another order of the four fields lead to the signature. */
function usesOtherText({ ticket, nonceStr, timestamp, url }: SignatureToExplain, wanted: string): boolean {
  const names = [
    ['jsapi_ticket', 'noncestr', 'timestamp', 'url'],
    ['jsapi_ticket', 'nonceStr', 'timestamp', 'url'],
    ['jsapi_ticket', 'nonceStr', 'timeStamp', 'url'],
    ['jsapi_ticket', 'nonce_str', 'timestamp', 'url'],
    ['ticket', 'noncestr', 'timestamp', 'url'],
  ]
  const values = [ticket, nonceStr, timestamp, url]
  return names.some(each =>
    permutations([0, 1, 2, 3]).some(
      order => sha1(order.map(index => `${each[index]}=${values[index]}`).join('&')) === wanted,
    ),
  )
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]]
  return items.flatMap(item => permutations(items.filter(each => each !== item)).map(rest => [item, ...rest]))
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
