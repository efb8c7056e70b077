import type { HttpResponse } from './http.js'

/** The cookies of hosts and of domains. Paths and `Secure` are ignored. */
export interface CookieJar {
  /** The header for a request. */
  headers(url: string): { readonly cookie?: string }
  /** @returns whether the response has added or deleted a cookie; load balancers change theirs each time */
  store(url: string, response: HttpResponse): boolean
}

interface Cookie {
  readonly name: string
  readonly value: string
  /** The domain that it is for, or the only host. */
  readonly domain: string
  readonly hostOnly: boolean
}

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>()
  return {
    headers(url) {
      const { hostname } = new URL(url)
      const sent = [...cookies.values()].filter(cookie => covers(cookie, hostname))
      return sent.length > 0 ? { cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; ') } : {}
    },
    store(url, { headers }) {
      const { hostname } = new URL(url)
      const count = cookies.size
      let deleted = false
      for (const header of headers['set-cookie'] ?? []) {
        const { cookie, isExpired } = parse(header, hostname) ?? {}
        if (!cookie || !covers(cookie, hostname)) continue
        const key = `${cookie.name} ${cookie.domain} ${cookie.hostOnly}`
        if (isExpired) deleted = cookies.delete(key) || deleted
        else cookies.set(key, cookie)
      }
      return deleted || cookies.size > count
    },
  }
}

function covers({ domain, hostOnly }: Cookie, hostname: string): boolean {
  return hostname === domain || (!hostOnly && hostname.endsWith(`.${domain}`))
}

function parse(header: string, hostname: string): { cookie: Cookie; isExpired: boolean } | undefined {
  const [pair = '', ...attributes] = header.split(';')
  const [, name, value = ''] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(pair) ?? []
  if (name === undefined) return undefined
  const values = new Map(
    attributes.map(each => {
      const [key = '', value = ''] = each.split('=')
      return [key.trim().toLowerCase(), value.trim()]
    }),
  )
  const domain = values.get('domain')?.replace(/^\./, '').toLowerCase()
  const maxAge = values.get('max-age')
  const isExpired = maxAge ? Number(maxAge) <= 0 : Date.parse(values.get('expires') ?? '') <= Date.now()
  return {
    cookie: { name, value: value.trim(), domain: domain || hostname, hostOnly: !domain },
    isExpired,
  }
}
