import type { BrandWCPayRequest } from '../../../types/pay.js'
import { invokeBridge } from '../client/bridge.js'
import type { Field } from '../util/validate.js'
import type { BridgeMethods } from './bridge-methods.js'
import type { CallOptions } from './call-options.js'
import { text } from './parameters.js'
import { COMMANDS, payDirectoryHint } from './table.js'

/** What `pay` takes; `timestamp`, as `chooseWXPay` spells it, will do for `timeStamp`. */
export type PayParameters =
  | BrandWCPayRequest
  | (Omit<BrandWCPayRequest, 'timeStamp'> & { timestamp: number | string })

export type Pay = (parameters: PayParameters, options?: CallOptions) => Promise<{ errMsg: string }>

const CLIENT_API = 'getBrandWCPayRequest'

export function createPay(methodOf: BridgeMethods): Pay {
  const { timestamp, ...signed } = COMMANDS.chooseWXPay.takes
  const timeStamp: Field = (value, field, given) => timestamp(value ?? given.timestamp, field, given)
  return methodOf(
    'pay',
    CLIENT_API,
    { appId: text, timeStamp, ...signed },
    parameters => invokeBridge(CLIENT_API, parameters),
    payDirectoryHint,
  )
}
