import type { HttpResponse } from './http.js'

/** The cookies of each host, as name=value pairs. Their attributes are ignored. */
export interface CookieJar {
  /** The header for a request. */
  headers(url: string): { readonly cookie?: string }
  /** @returns whether the response has set or changed a cookie */
  store(url: string, response: HttpResponse): boolean
}

export function createCookieJar(): CookieJar {
  const hosts = new Map<string, Map<string, string>>()
  return {
    headers(url) {
      const cookies = hosts.get(new URL(url).hostname)
      return cookies ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}
    },
    store(url, { headers }) {
      const { hostname } = new URL(url)
      let changed = false
      for (const header of headers['set-cookie'] ?? []) {
        const [, name, value] = /^\s*([^=;\s]+)\s*=([^;]*)/.exec(header) ?? []
        if (name === undefined || value === undefined) continue
        const cookies = hosts.get(hostname) ?? new Map<string, string>()
        hosts.set(hostname, cookies)
        changed ||= cookies.get(name) !== value.trim()
        cookies.set(name, value.trim())
      }
      return changed
    },
  }
}
