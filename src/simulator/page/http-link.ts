import { controlledPlatform } from './controlled-platform.js'
import type { PlatformLink } from './platform-link.js'

/**
 * Reaches a platform over HTTP, on any origin. No request needs a preflight: bodies have no content type of their own.
 *
 * @param prefix of its URLs: an origin, or a path where the platform is mounted
 */
export function linkOverHttp(prefix: string): PlatformLink {
  // Kept, in case the page replaces it.
  const { fetch } = globalThis
  const request = async (path: string, query: Record<string, string>, init?: RequestInit) => {
    if (!fetch) throw new Error('this environment has no fetch: pass the createPlatform() itself as platform')
    const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    const url = `${prefix.replace(/\/$/, '')}/simulator/${path}${search.length > 0 ? '?' : ''}${search.join('&')}`
    const response = await fetch(url, init).catch(() => undefined)
    if (response?.ok) return response
    const refusal: { error?: string } | undefined = await response?.json().catch(() => undefined)
    throw new Error(refusal?.error ?? `there is no createPlatform() at ${prefix}`)
  }

  return {
    controllable: true,
    ...controlledPlatform(async (method, parameters) => {
      const body = JSON.stringify({ method, parameters }, (_name, value) =>
        value === Infinity ? 'Infinity' : value,
      )
      return (await (await request('call', {}, { method: 'POST', body })).json()).result
    }),
    facts: async appid => (await request('tickets', { appid })).json(),
    async upload({ kind, bytes, type, appId }) {
      const query = { appid: appId, type: kind, content_type: type }
      const response = await request('media', query, { method: 'POST', body: bytes })
      return (await response.json()).media_id
    },
    async download(media_id, appid) {
      const response = await request('media', { appid, media_id })
      if (response.status === NO_CONTENT) return undefined
      const type = response.headers.get('content-type') ?? ''
      return { bytes: new Uint8Array(await response.arrayBuffer()), type }
    },
  }
}

/** The platform's answer for a media id that the account does not have. */
const NO_CONTENT = 204
