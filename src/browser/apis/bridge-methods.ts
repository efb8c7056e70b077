import { type Answer, waitForBridge } from '../client/bridge.js'
import { statusOf, toRefusal, toResult } from '../client/bridge-response.js'
import type { Context } from '../client/context.js'
import { WxError } from '../errors.js'
import type { Fields, Given } from '../util/validate.js'
import { throwIfAborted, waitFor } from '../util/wait.js'
import { type CallOptions, readCallOptions } from './call-options.js'
import { readFields } from './parameters.js'

/** Makes the method of an API that needs neither a signature nor the vendor's script: it waits for WeChat's bridge alone. */
export type BridgeMethods = (
  api: string,
  /** The client's name for it, which the result carries. */
  clientApi: string,
  takes: Fields,
  send: (parameters: Given) => Promise<Answer>,
  /** What to do where it failed. */
  hint?: () => string,
) => (parameters?: object, options?: CallOptions) => Promise<{ errMsg: string }>

export function createBridgeMethods({ client, timeouts, logStep, disposed }: Context): BridgeMethods {
  return (api, clientApi, takes, send, hint) =>
    async (given = {}, options) => {
      const { signal, timeout } = readCallOptions(api, options)
      const parameters = readFields(api, takes, given)
      if (typeof window === 'undefined') throw new WxError('NOT_IN_BROWSER', { api })
      if (!client().inWeChat) throw new WxError('NOT_IN_WECHAT', { api })
      await waitFor(waitForBridge(timeouts.bridge, disposed), { signal, disposed })
      throwIfAborted(signal, disposed)
      const answer = await logStep({ step: 'call', api, parameters }, () =>
        waitFor(send(parameters), { ms: timeout, timeoutCode: 'CALL_TIMEOUT', api, signal, disposed }),
      )
      if (statusOf(answer) !== 'ok') throw toRefusal(api, answer, 'CALL_FAILED', { CALL_FAILED: hint?.() })
      return toResult(clientApi, answer)
    }
}
