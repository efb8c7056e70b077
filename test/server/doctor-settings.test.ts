import { describe, expect, it } from 'vitest'
import { CREDENTIALS, PUBLIC_ORIGIN, startSite } from '../support/broken-site.js'
import { examine, find } from '../support/examine.js'
import { runWxReady } from '../support/run-wx-ready.js'

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

it('clock and script-hosts need neither the account nor a page', async () => {
  const site = await startSite()
  const about = ['--platform', site.origin, '--script', `${site.origin}/jweixin.js`, '--json']
  const run = await runWxReady(['doctor', '--only', 'clock', '--only', 'script-hosts', ...about])
  await site.close()
  expect(run.json()).toMatchObject({ ok: true, checks: [{ status: 'ok' }, { status: 'ok' }] })
  expect((await runWxReady(['doctor', '--only', 'clock', '--only', 'ticket'])).code).toBe(2)
})

it.each(['16.1', '2.01', '0.5'])('a timeout may be %s s', async seconds => {
  const { report } = await examine({}, { args: ['--only', 'page-redirects', '--timeout', seconds] })
  expect(find(report, 'page-redirects')).toMatchObject({ status: 'ok' })
})

it.each(['0', '-1', 'soon', '0.0001', '1e10', '2147484', 'Infinity'])(
  'a timeout of %s s is a usage error',
  async seconds => {
    const { code, err } = await runWxReady(['doctor', '--page', PUBLIC_ORIGIN, `--timeout=${seconds}`])
    expect(code).toBe(2)
    expect(err).toContain('--timeout is in seconds, from 0.001 to 2147483.')
  },
)

it('a malformed appId is a usage error', async () => {
  const { code, err } = await runWxReady(['doctor', '--app-id', 'wx 1'], { env: CREDENTIALS })
  expect(code).toBe(2)
  expect(err).toContain('appId')
})

describe('on a terminal', () => {
  const withoutSecret = { WX_APP_ID: CREDENTIALS.WX_APP_ID }

  it.each([
    ['page-redirects', 0],
    ['clock', 0],
    ['endpoint-timestamp', 0],
    ['credentials', 1],
    ['endpoint-signature', 1],
  ])('the check %s asks for the secret %i times', async (check, times) => {
    let questions = 0
    const { report } = await examine(
      {},
      {
        args: ['--only', check],
        env: withoutSecret,
        typed() {
          questions += 1
          return CREDENTIALS.WX_APP_SECRET
        },
      },
    )
    expect({ questions, status: find(report, check)?.status }).toEqual({ questions: times, status: 'ok' })
  })

  it('an empty answer skips the account', async () => {
    const { code, report } = await examine({}, { env: withoutSecret, typed: ' ' })
    expect({ code, causes: report.causes }).toEqual({ code: 0, causes: [] })
    expect(find(report, 'credentials')).toMatchObject({ status: 'skipped' })
    expect(find(report, 'endpoint-response')).toMatchObject({ status: 'ok' })
  })

  it('no output contains the answer', async () => {
    const { out } = await examine(
      { endpoint: () => new Response(`secret ${CREDENTIALS.WX_APP_SECRET}`) },
      { env: withoutSecret, typed: CREDENTIALS.WX_APP_SECRET },
    )
    expect(out).toContain('secret …')
    expect(out).not.toContain(CREDENTIALS.WX_APP_SECRET)
  })
})
