import type { SimulatedAccount } from './account.js'
import type { RequestContext, Route } from './context.js'
import type { MediaStore } from './media.js'
import { forAnyOrigin } from './page-calls.js'
import type { SimulatedPlatform } from './platform-types.js'

/** What the client of a page requests by itself: the facts about an account, uploads and downloads. */
export function createPageRoutes(
  platform: SimulatedPlatform,
  media: MediaStore,
  accounts: ReadonlyMap<string, SimulatedAccount>,
): Record<string, Route> {
  return {
    '/simulator/tickets': ({ query }) => forAnyOrigin(platform.facts(query.get('appid') ?? '')),
    '/simulator/media'(context) {
      const account = accounts.get(context.query.get('appid') ?? '')
      if (!account) return forAnyOrigin({ error: 'the platform has no such account' }, 404)
      return context.request.method === 'POST' ? upload(context, account) : download(context, account)
    },
  }

  async function upload({ request, query }: RequestContext, account: SimulatedAccount): Promise<Response> {
    const file = {
      type: query.get('type') === 'voice' ? 'voice' : 'image',
      bytes: new Uint8Array(await request.arrayBuffer()),
      contentType: query.get('content_type') ?? undefined,
    } as const
    return forAnyOrigin({ media_id: media.add(file, account) })
  }

  function download({ query }: RequestContext, account: SimulatedAccount): Response {
    const file = media.find(query.get('media_id') ?? '', account)
    const headers = { 'access-control-allow-origin': '*' }
    if (!file) return new Response(null, { status: 204, headers })
    return new Response(new Uint8Array(file.bytes), {
      headers: { ...headers, 'content-type': file.contentType },
    })
  }
}
