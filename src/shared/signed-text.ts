/** What goes into the signature of a page: WeChat's names for it, in WeChat's order, as they came. */
export interface SignedValues {
  ticket: string
  nonceStr: string
  timestamp: number | string
  url: string
}

/** The text whose SHA-1 is the signature (appendix 1 of the guide). Nothing in it is escaped; the URL ends at its `#`. */
export function toSignedText({ ticket, nonceStr, timestamp, url }: SignedValues): string {
  const hash = url.indexOf('#')
  const page = hash < 0 ? url : url.slice(0, hash)
  return `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${page}`
}
