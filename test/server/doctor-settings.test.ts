import { describe, expect, it } from 'vitest'
import { PUBLIC_ORIGIN } from '../support/broken-site.js'
import { examine } from '../support/examine.js'

describe('a page URL that is not written as browsers have it', () => {
  it('may have characters that have to be escaped', async () => {
    const referers: (string | null)[] = []
    const { code, report } = await examine({
      page: '/商品?name=微信',
      endpoint(request) {
        referers.push(request.headers.get('referer'))
        return undefined
      },
    })
    expect({ code, causes: report.causes }).toEqual({ code: 0, causes: [] })
    expect(referers).toContain(`${PUBLIC_ORIGIN}/%E5%95%86%E5%93%81?name=%E5%BE%AE%E4%BF%A1`)
  })

  it('may lack its slash', async () => {
    const { code, report } = await examine({ page: '', url: url => new URL(url).href })
    expect({ code, causes: report.causes }).toEqual({ code: 0, causes: [] })
  })
})
