import { getOwn } from '../../shared/get-own.js'
import { type Answer, invokeBridge, tapBridge } from '../client/bridge.js'
import { toClientName } from '../client/client-names.js'
import { configure } from '../client/vendor-config.js'
import type { VendorScript } from '../client/vendor-script.js'
import { messageOf, WxError } from '../errors.js'
import { credentialFields, type Signature } from '../session/signature.js'
import type { Command } from './api-spec.js'

/**
 * Sends a call through the vendor's script, or over the bridge if the script cannot make it. Resolves with the response of the
 * client, whatever its status.
 *
 * @param vendor the script, once it is loaded and not the page's own
 */
export function sendCall(
  vendor: VendorScript | undefined,
  api: string,
  { bridgeOnly, toClient }: Partial<Command>,
  parameters: object,
  signature: Signature,
): Promise<Answer> {
  const canUseScript = vendor && getOwn(vendor, api) && !bridgeOnly
  const sent = canUseScript && sendThroughScript(vendor, api, parameters, signature)
  if (sent) return sent
  const converted = toClient ? toClient(parameters as never, signature.appId) : parameters
  return invokeBridge(toClientName(api), { ...credentialFields(signature), ...converted })
}

/**
 * Takes the client's response before the script reads it, so that the table normalizes the response of every script.
 *
 * @returns `undefined` if the script cannot be used
 */
function sendThroughScript(
  vendor: VendorScript,
  api: string,
  parameters: object,
  signature: Signature,
): Promise<Answer> | undefined {
  // The script has one set of credentials, which the page may have overwritten.
  if (!configure(vendor, { ...signature, check: false })) return undefined
  let isUsable = true
  const response = new Promise<Answer>((resolve, reject) => {
    // A copy, because the script modifies it. `complete` is for a custom script that does not use the bridge.
    const options = { ...parameters, complete: (answer: Answer) => resolve({ ...answer }) }
    const onAnswer = (answer: Answer, passOn: () => void) => {
      resolve(answer)
      try {
        // Some scripts keep a queue that continues after the response.
        passOn()
      } catch {
        // The response was already taken.
      }
    }
    try {
      isUsable = tapBridge(() => vendor[api]?.(options), onAnswer) !== undefined
    } catch (cause) {
      reject(new WxError('CALL_FAILED', { api, errMsg: messageOf(cause), cause }))
    }
  })
  return isUsable ? response : undefined
}
