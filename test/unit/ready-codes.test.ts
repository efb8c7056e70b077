import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { isWxError } from '../../src/browser/index.js'
import { createTestWx, SIGNATURE, setUpFakeBridge } from '../support/fake-bridge.js'

/** The codes in the doc comment of `ready()`; `SIGNATURE_…` stands for all codes with that prefix. */
const DOCUMENTED = (() => {
  const source = readFileSync(createRequire(import.meta.url).resolve('../../src/browser/wx.ts'), 'utf8')
  const [, comment = ''] = /@throws \{WxError\}((?:(?!\*\/)[\s\S])*)\*\/\s+ready\(/.exec(source) ?? []
  return [...comment.matchAll(/`([A-Z_]+…?)`/g)].map(
    ([, code = '']) => new RegExp(`^${code.replace('…', '[A-Z]+')}$`),
  )
})()

const bridge = setUpFakeBridge()

const WORDINGS = [
  'ok',
  'cancel',
  'fail:cancel',
  'fail cancel',
  'fail user cancel',
  'fail auth deny',
  'fail_access denied',
  'permission denied',
  'fail_the permission value is offline verifying',
  'fail unsupported',
  'fail_not support',
  'function not exist',
  'fail_invalid signature',
  'invalid url domain',
  'require subscribe',
  'fail_system error',
  '',
]

const message = fc.oneof(
  fc
    .constantFrom(...WORDINGS)
    .chain(words =>
      fc.constantFrom('preVerifyJSAPI:', 'config:', 'system:', '').map(prefix => prefix + words),
    ),
  fc.string(),
  fc.anything(),
)

const answer = fc.oneof(
  fc.constantFrom(...WORDINGS).map(words => ({ err_msg: `preVerifyJSAPI:${words}` })),
  fc.record({ err_msg: message, errMsg: message, realAuthUrl: fc.anything() }, { requiredKeys: [] }),
  fc.anything(),
)

const client = fc.oneof(
  fc.constant('silent' as const),
  { weight: 5, arbitrary: fc.array(answer, { maxLength: 1 }) },
  fc.constantFrom(new Error('a client that throws'), 'text', undefined).map(thrown => ({ thrown })),
)

const signature = fc.oneof(
  { weight: 3, arbitrary: fc.constant(() => SIGNATURE) },
  fc.anything().map(value => () => value),
  fc.anything().map(thrown => () => {
    throw thrown
  }),
)

const signUrl = fc.oneof(
  { weight: 3, arbitrary: fc.constant('auto' as const) },
  fc.anything().map(value => () => value as string),
  fc.anything().map(thrown => () => {
    throw thrown
  }),
)

it('ready() and refresh() reject only with documented codes, whatever the client, the server and the page do', async () => {
  expect(DOCUMENTED.length).toBeGreaterThan(5)
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      client,
      signature,
      signUrl,
      fc.constantFrom('bridge', 'script'),
      fc.constantFrom('1.0.0', '1.6.0', 'none'),
      async (client, signature, signUrl, verification, version) => {
        bridge.answer = name => {
          // Other calls are made by the script itself.
          if (name !== 'preVerifyJSAPI') return []
          if (client === 'silent' || Array.isArray(client)) return client
          throw client.thrown
        }
        const wx = createTestWx(version as '1.6.0', {
          signature: async () => signature() as typeof SIGNATURE,
          signUrl,
          verification: verification as 'bridge',
        })
        let settled = 0
        for (const ready of [wx.ready(), wx.refresh()])
          ready.then(
            () => {
              settled += 1
            },
            error => {
              settled += 1
              expect(isWxError(error)).toBe(true)
              seen.add(error.code)
            },
          )
        await vi.advanceTimersByTimeAsync(120_000)
        wx.dispose()
        delete (window as { jWeixin?: object }).jWeixin
        expect(settled).toBe(2)
      },
    ),
    {
      numRuns: 1500,
      // Every wording is tried at least once.
      examples: WORDINGS.map((words): [unknown[], () => typeof SIGNATURE, 'auto', 'bridge', 'none'] => [
        [{ err_msg: `preVerifyJSAPI:${words}` }],
        () => SIGNATURE,
        'auto',
        'bridge',
        'none',
      ]),
    },
  )
  const undocumented = [...seen].filter(code => !DOCUMENTED.some(pattern => pattern.test(code)))
  expect(undocumented).toEqual([])
  // The generated clients cause refusals, not only timeouts.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'INVALID_SIGNATURE',
      'INVALID_DOMAIN',
      'REQUIRE_SUBSCRIBE',
      'VERIFICATION_FAILED',
    ]),
  )
})
