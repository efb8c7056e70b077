/** How many tokens, tickets and codes the platform has created. */
export interface Issued {
  /** Access tokens of `/cgi-bin/stable_token`. */
  stable_token: number
  /** Access tokens of `/cgi-bin/token`. */
  token: number
  /** Tickets of type `jsapi`. */
  jsapi: number
  /** Tickets of type `wx_card`. */
  wx_card: number
  /** OAuth codes. */
  code: number
  /** OAuth access tokens (网页授权 access_token). */
  web_token: number
}

export function createIssued(): Issued {
  return { stable_token: 0, token: 0, jsapi: 0, wx_card: 0, code: 0, web_token: 0 }
}
