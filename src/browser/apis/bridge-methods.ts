import { type Answer, waitForBridge } from '../client/bridge.js'
import { statusOf, toRefusal, toResult } from '../client/bridge-response.js'
import type { Context } from '../client/context.js'
import { WxError } from '../errors.js'
import type { Fields, Given } from '../util/validate.js'
import { assertNotAborted, waitFor } from '../util/wait.js'
import { type CallOptions, readCallOptions } from './call-options.js'
import { readParameters } from './parameters.js'

/** An API that needs neither a verified page nor the vendor's script, only WeChat's bridge. */
interface BridgeApi {
  /** Its name for errors and the log. */
  api: string
  /** The client's name, which the result has. */
  clientName: string
  /** The check of each parameter. */
  parameters: Fields
  send: (parameters: Given) => Promise<Answer>
  /** The hint of a failure. @default the hint of `CALL_FAILED` */
  hint?: () => string
}

type BridgeMethod = (parameters?: object, options?: CallOptions) => Promise<{ errMsg: string }>

/** Makes the method of an API. */
export type ToBridgeMethod = (api: BridgeApi) => BridgeMethod

export function createBridgeMethods({ client, timeouts, logStep, disposed }: Context): ToBridgeMethod {
  return ({ api, clientName, parameters: checks, send, hint }) =>
    async (given = {}, options) => {
      const { signal, timeout } = readCallOptions(api, options)
      const parameters = readParameters(api, checks, given)
      if (typeof window === 'undefined') throw new WxError('NOT_IN_BROWSER', { api })
      if (!client().inWeChat) throw new WxError('NOT_IN_WECHAT', { api })
      await waitFor(waitForBridge(timeouts.bridge, disposed), { signal, disposed })
      assertNotAborted(signal, disposed)
      return logStep({ step: 'call', api, parameters }, async () => {
        const sent = send(parameters)
        const answer = await waitFor(sent, {
          ms: timeout,
          timeoutCode: 'CALL_TIMEOUT',
          api,
          signal,
          disposed,
        })
        if (statusOf(answer) !== 'ok') throw toRefusal(api, answer, 'CALL_FAILED', { CALL_FAILED: hint?.() })
        return toResult(clientName, answer)
      })
    }
}
