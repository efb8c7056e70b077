import { describe, expect, it } from 'vitest'
import type { CommandName } from '../../src/browser/apis/api-types.js'
import { COMMANDS } from '../../src/browser/apis/table.js'
import { type ApiCase, COMMAND_CASES } from '../support/api-cases.js'
import { inThisRun } from '../support/full-run.mjs'
import { itInFullRun } from '../support/in-full-run.js'
import { firstReleaseWith } from '../support/script-releases.js'
import { VENDOR_VERSIONS } from '../support/vendor-scripts.js'
import { APP_ID, useWorld } from '../support/world.js'

/** Runs every command with each script, and over the bridge without one. */
const world = useWorld()

const NAMES = Object.keys(COMMANDS) as CommandName[]
const WAYS = [...VENDOR_VERSIONS, 'none'] as const
type Way = (typeof WAYS)[number]

/** Fields that a script omits and the bridge call sends. */
const NOT_SENT: Readonly<Record<string, { until: string; field: string }>> = {
  openProductSpecificView: { until: '1.0.0', field: 'ext_info' },
}

/** Fields that only script 1.0.0 sends, and that the others imply. */
const ALSO_SENT: Readonly<Record<string, { until: string; field: string }>> = {
  closeWindow: { until: '1.0.0', field: 'immediate_close' },
}

it('there are cases for every command of the table, and for no other', () => {
  expect(Object.keys(COMMAND_CASES).sort()).toEqual([...NAMES].sort())
})

/** A call to make in the page, and the response of its client. */
interface CallCase {
  name: CommandName
  client: string
  parameters: object
  answer: 'cancel' | 'permission denied' | 'function_not_exist' | 'silence' | object
  abortBefore?: true
  /** Aborts the call once the client has received it. */
  abortWhenSent?: true
  timeout?: number
}

interface CallOutcome {
  settled: { value?: { errMsg?: string }; code?: string; errMsg?: string; hint?: string; took: number }
  sent: { name: string; parameters: Record<string, unknown> }[]
  /** How many of them went through the script's method. */
  throughScript: number
  verifications: number
}

/** Makes the calls one after the other, in a page with this script. */
async function makeCalls(
  way: Way,
  client: 'android' | 'ios',
  cases: readonly CallCase[],
): Promise<CallOutcome[]> {
  const { page } = await world.open({ version: way, simulator: { client }, loaded: true })
  return page.evaluate(async cases => {
    const { ours, simulator } = window
    await ours.ready()
    const vendor = (ours.vendor ?? {}) as unknown as Record<string, (options: object) => void>
    const outcome: CallOutcome[] = []
    for (const { name, client, parameters, answer, abortBefore, abortWhenSent, timeout } of cases) {
      const controller = new AbortController()
      const restore = simulator.answerRaw(
        client,
        answer === 'silence'
          ? () => {
              if (abortWhenSent) setTimeout(() => controller.abort())
              return undefined
            }
          : () =>
              typeof answer === 'string'
                ? { err_msg: `${client}:fail_${answer}`.replace('fail_cancel', 'cancel') }
                : answer,
      )
      let throughScript = 0
      const method = vendor[name]
      if (method) {
        vendor[name] = options => {
          throughScript += 1
          method(options)
        }
      }
      const before = simulator.calls.length
      if (abortBefore) controller.abort()
      let hint: string | undefined
      const options = { signal: controller.signal, ...(timeout !== undefined && { timeout }) }
      const called = ours.call(name, parameters, options).catch(error => {
        hint = error.hint
        throw error
      })
      const settled = { ...(await window.settle(called)), ...(hint !== undefined && { hint }) }
      if (method) vendor[name] = method
      restore()
      const calls = simulator.calls.slice(before)
      outcome.push({
        settled,
        sent: calls
          .filter(call => call.clientName === client)
          .map(({ clientName: name, parameters }) => ({ name, parameters: { ...parameters } })),
        throughScript,
        verifications: calls.filter(call => call.clientName === 'preVerifyJSAPI').length,
      })
    }
    return outcome
  }, cases as CallCase[])
}

/** Separates the six credential fields of every call from the rest. */
function apart({
  appId,
  verifyAppId,
  verifySignType,
  verifyTimestamp,
  verifyNonceStr,
  verifySignature,
  ...rest
}: Record<string, unknown>) {
  return {
    credentials: { appId, verifyAppId, verifySignType, verifyTimestamp, verifyNonceStr, verifySignature },
    rest,
  }
}

const CREDENTIALS = {
  appId: APP_ID,
  verifyAppId: APP_ID,
  verifySignType: 'sha1',
  verifyTimestamp: expect.stringMatching(/^\d{10}$/),
  verifyNonceStr: expect.stringMatching(/./),
  verifySignature: expect.stringMatching(/^[0-9a-f]{40}$/),
}

function filled<T extends object>(value: T): T {
  const text = JSON.stringify(value).replaceAll('{origin}', world.origin).replaceAll('{appId}', APP_ID)
  return JSON.parse(text)
}

const servedBy = (way: Way, name: CommandName) => {
  const since = firstReleaseWith(name)
  const { bridgeOnly } = COMMANDS[name] as { bridgeOnly?: true }
  return way !== 'none' && since !== 'none' && since <= way && !bridgeOnly ? 'script' : 'bridge'
}

const CASES = NAMES.flatMap(name =>
  COMMAND_CASES[name].cases.map((each: ApiCase) => ({ name, client: COMMAND_CASES[name].client, ...each })),
)

describe.each(WAYS)('with the vendor’s %s', way => {
  describe.each(inThisRun(['android', 'ios'] as const, client => client === 'android'))('on %s', client => {
    it('each call sends its parameters through the script or the bridge, and resolves with the normalized result', async () => {
      const cases = CASES.map(({ name, client, parameters, answer }) => ({
        name,
        client,
        parameters: filled(parameters),
        answer: answer ?? { err_msg: `${client}:ok` },
      }))
      const outcome = await makeCalls(way, client, cases)
      for (const [index, { settled, sent, throughScript, verifications }] of outcome.entries()) {
        const { name, client, ...given } = CASES[index] as (typeof CASES)[number]
        const about = `${name} ${JSON.stringify(given.parameters)}`
        expect(sent, about).toHaveLength(1)
        const { credentials, rest } = apart(sent[0]?.parameters ?? {})
        expect(credentials, about).toEqual(CREDENTIALS)
        const expected = { ...filled(given.sent) } as Record<string, unknown>
        const script = servedBy(way, name) === 'script'
        if (script && way <= (NOT_SENT[name]?.until ?? '')) delete expected[NOT_SENT[name]?.field ?? '']
        if (script && way <= (ALSO_SENT[name]?.until ?? '')) delete rest[ALSO_SENT[name]?.field ?? '']
        expect({ name: sent[0]?.name, ...rest }, about).toEqual({ name: client, ...expected })
        expect(throughScript, about).toBe(script ? 1 : 0)
        expect(verifications, about).toBe(0)
        expect(settled.value, about).toEqual({ errMsg: `${name}:ok`, ...given.result })
      }
      expect(outcome).toHaveLength(CASES.length)
    })
  })

  const first = (answer: CallCase['answer'], options: Partial<CallCase> = {}): CallCase[] =>
    NAMES.map(name => {
      const { client, cases } = COMMAND_CASES[name]
      return { name, client, parameters: filled((cases[0] as ApiCase).parameters), answer, ...options }
    })

  const failing = async (cases: CallCase[], check: (outcome: CallOutcome, callCase: CallCase) => void) => {
    const outcome = await makeCalls(way, 'android', cases)
    expect(outcome).toHaveLength(cases.length)
    for (const [index, each] of outcome.entries()) check(each, cases[index] as CallCase)
  }

  it('each call that the user cancels rejects with CANCELLED', () =>
    failing(first('cancel'), ({ settled, sent }, { name }) => {
      expect(settled, name).toMatchObject({ code: 'CANCELLED', api: name })
      expect(settled.errMsg, name).toMatch(/:cancel$/)
      expect(sent, name).toHaveLength(1)
    }))

  // The library waits before it sends each of them again.
  itInFullRun(
    'each call that is denied verifies the page again, is sent again, and rejects with PERMISSION_DENIED',
    () =>
      failing(first('permission denied'), ({ settled, sent, verifications }, { name }) => {
        expect(settled, name).toMatchObject({ code: 'PERMISSION_DENIED', api: name })
        expect([sent.length, verifications], name).toEqual([2, 1])
      }),
  )

  it('each call that the client does not know rejects with NOT_SUPPORTED, and names the first WeChat that has it', () =>
    failing(first('function_not_exist'), ({ settled }, { name }) => {
      expect(settled, name).toMatchObject({ code: 'NOT_SUPPORTED', api: name })
      const { since } = COMMANDS[name] as { since?: string }
      if (since) expect(settled.hint, name).toContain(`since ${since}`)
    }))

  it('each call that fails rejects with CALL_FAILED and the client’s own message', () =>
    failing(first({ err_msg: 'x:fail_something went wrong' }), ({ settled }, { name }) => {
      expect(settled, name).toMatchObject({ code: 'CALL_FAILED', api: name })
      expect(settled.errMsg, name).toMatch(/something.went.wrong$/)
    }))

  it('each call can be aborted before and after it is sent', async () => {
    await failing(first('silence', { abortBefore: true }), ({ settled, sent }, { name }) => {
      expect(settled, name).toMatchObject({ code: 'ABORTED' })
      expect(sent, name).toEqual([])
    })
    await failing(first('silence', { abortWhenSent: true }), ({ settled, sent }, { name }) => {
      expect(settled, name).toMatchObject({ code: 'ABORTED' })
      expect(sent, name).toHaveLength(1)
    })
  })

  it('each call that gets no response rejects after its timeout', () =>
    failing(first('silence', { timeout: 25 }), ({ settled, sent }, { name }) => {
      expect(sent, name).toHaveLength(1)
      // A call that a client may never answer resolves if it is not refused at once, unless its timeout is shorter.
      if (COMMANDS[name].settles === 'sent') expect(['CALL_TIMEOUT', undefined], name).toContain(settled.code)
      else expect(settled, name).toMatchObject({ code: 'CALL_TIMEOUT', api: name })
    }))

  it('each call that settles when sent resolves if it is not refused at once', () => {
    const onlySent = first('silence').filter(({ name }) => COMMANDS[name].settles === 'sent')
    expect(onlySent.map(({ name }) => name)).toContain('closeWindow')
    return failing(onlySent, ({ settled }, { name }) => {
      expect(settled.value, name).toEqual({ errMsg: `${name}:ok` })
    })
  })

  it.each([
    ['empty', {}],
    [
      'broken JSON',
      {
        err_msg: 'x:ok',
        localIds: '[',
        card_list: '[{',
        choose_card_info: '{',
        extraData: '{',
        checkResult: '{',
      },
    ],
  ])('each call settles when the response is %s', (_name, answer) =>
    failing(first(answer, { timeout: 60_000 }), ({ settled }, { name }) => {
      expect(settled.code, name).not.toBe('CALL_TIMEOUT')
    }),
  )

  it('each call without a required parameter rejects with INVALID_ARGUMENT, and sends nothing', () => {
    const incomplete = NAMES.flatMap(name => {
      const { client, cases, required } = COMMAND_CASES[name]
      const whole = filled((cases[0] as ApiCase).parameters) as Record<string, unknown>
      return required.map(field => ({
        name,
        client,
        parameters: { ...whole, [field]: undefined, timeStamp: undefined },
        answer: {},
        field,
      }))
    })
    expect(incomplete.length).toBeGreaterThan(35)
    return failing(incomplete, ({ settled, sent }, callCase) => {
      const { field, name } = callCase as (typeof incomplete)[number]
      expect(settled, `${name} ${field}`).toMatchObject({ code: 'INVALID_ARGUMENT', api: name })
      expect(settled.errMsg).toContain(`${field} is undefined`)
      expect(sent).toEqual([])
    })
  })
})

it('an API that some clients ignore is checked with checkJsApi first, and not called if unsupported', async () => {
  const checked = NAMES.filter(name => (COMMANDS[name] as { checkFirst?: true }).checkFirst)
  expect(checked).toEqual(['requestMerchantTransfer'])
  const { page } = await world.open()
  const outcome = await page.evaluate(async () => {
    const { ours, simulator, settle } = window
    await ours.ready()
    simulator.answer('requestMerchantTransfer', 'unsupported')
    const before = simulator.calls.length
    const { code } = await settle(ours.requestMerchantTransfer({ mchId: '1', package: 'p' }))
    return {
      code,
      sent: simulator.calls
        .slice(before)
        .map(({ clientName: name, parameters }) => [name, parameters.jsApiList]),
    }
  })
  expect(outcome).toMatchObject({
    code: 'NOT_SUPPORTED',
    sent: [['checkJsApi', ['requestMerchantTransfer']]],
  })
})
