import { describe, expect, it } from 'vitest'
import { CREDENTIALS, PUBLIC_ORIGIN, type SiteOptions, startSite } from '../support/broken-site.js'
import { runWxReady } from '../support/run-wx-ready.js'

async function examine(options: SiteOptions) {
  const site = await startSite(options)
  const run = await runWxReady(site.args, { env: CREDENTIALS })
  await site.close()
  return run
}

describe('a page URL that is not written as browsers have it', () => {
  it('may have characters that have to be escaped', async () => {
    const referers: (string | null)[] = []
    const { code, out } = await examine({
      page: '/商品?name=微信',
      endpoint(request) {
        referers.push(request.headers.get('referer'))
        return undefined
      },
    })
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('All well.') })
    expect(referers).toContain(`${PUBLIC_ORIGIN}/%E5%95%86%E5%93%81?name=%E5%BE%AE%E4%BF%A1`)
  })

  it('may lack its slash', async () => {
    const { code, out } = await examine({ page: '', url: url => new URL(url).href })
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('All well.') })
  })
})
