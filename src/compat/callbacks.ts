import type { Answer } from '../browser/client/bridge.js'
import { notify } from '../browser/util/notify.js'
import { isPromise } from '../shared/is-promise.js'
import type { Configuration } from './configuration.js'
import { toFailure, toVendorResult, type VendorResult } from './results.js'

type Callback = ((result: VendorResult) => void) | undefined

/** The options of a call of the vendor's script: its parameters and its callbacks. */
export interface CallbackOptions {
  success?: Callback
  fail?: Callback
  cancel?: Callback
  complete?: Callback
  trigger?: ((event: Answer) => void) | undefined
  [parameter: string]: unknown
}

/** Passes the outcome of a call to its callbacks. @param name the script's name of the API, which `errMsg` begins with */
export type Settle = (name: string, options: CallbackOptions, answer: Promise<Answer> | Answer) => void

export function createSettle(configuration: Configuration): Settle {
  const tell = (name: string, options: CallbackOptions, result: VendorResult) => {
    // The vendor's script shows an alert(), to users as well.
    if (configuration.debug) console.log(`wx.${name}`, options, result)
    const status = result.errMsg.slice(result.errMsg.indexOf(':') + 1)
    const callback = status === 'ok' ? options.success : status === 'cancel' ? options.cancel : options.fail
    notify(callback, result)
    notify(options.complete, result)
  }
  return (name, options, answer) => {
    if (!isPromise(answer)) tell(name, options, toVendorResult(name, answer))
    else
      answer.then(
        answer => tell(name, options, toVendorResult(name, answer)),
        error => tell(name, options, toFailure(name, error)),
      )
  }
}
