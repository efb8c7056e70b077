import type { BrandWCPayRequest } from '../../../types/pay.js'
import { invokeBridge } from '../client/bridge.js'
import type { ToBridgeMethod } from './bridge-methods.js'
import type { CallOptions } from './call-options.js'
import { text } from './parameters.js'
import { COMMANDS, payDirectoryHint } from './table.js'

/** The parameters of `pay`. Also accepts `timestamp`, the spelling of `chooseWXPay`. */
export type PayParameters =
  | BrandWCPayRequest
  | (Omit<BrandWCPayRequest, 'timeStamp'> & {
      /** When the payment was signed (时间戳), in seconds since 1970. */
      timestamp: number | string
    })

export type Pay = (parameters: PayParameters, options?: CallOptions) => Promise<{ errMsg: string }>

const CLIENT_NAME = 'getBrandWCPayRequest'

export function createPay(toMethod: ToBridgeMethod): Pay {
  const { timestamp, ...signed } = COMMANDS.chooseWXPay.parameters
  return toMethod({
    api: 'pay',
    clientName: CLIENT_NAME,
    parameters: { appId: text, timeStamp: timestamp, ...signed },
    send: parameters => invokeBridge(CLIENT_NAME, parameters),
    hint: payDirectoryHint,
  })
}
