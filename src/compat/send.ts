import type { Command } from '../browser/apis/api-spec.js'
import type { CommandName, MiniProgramName } from '../browser/apis/api-types.js'
import { withPermission } from '../browser/apis/permission.js'
import { COMMANDS } from '../browser/apis/table.js'
import { type Answer, invokeBridge, unlessRefused, waitForBridge } from '../browser/client/bridge.js'
import { toRefusal } from '../browser/client/bridge-response.js'
import { toClientName } from '../browser/client/client-names.js'
import type { Context } from '../browser/client/context.js'
import { WxError } from '../browser/errors.js'
import type { Session } from '../browser/session/session.js'
import { credentialFields, type Signature } from '../browser/session/signature.js'
import { createQueue } from '../browser/util/queue.js'
import type { Given } from '../browser/util/validate.js'
import { waitFor } from '../browser/util/wait.js'
import { getOwn } from '../shared/get-own.js'
import type { ConfigSignature } from './config-signature.js'
import type { Configuration } from './configuration.js'

export interface CompatContext extends Context {
  session: Session
  configuration: Configuration
  signature: ConfigSignature
  /** Whether the session can sign a page by itself. */
  isEndpoint: boolean
}

/** Each resolves with the raw response of WeChat, whatever its status. @throws {WxError} if there is no response */
export interface Send {
  command(api: CommandName, parameters: Given): Promise<Answer>
  /** @param api the script's name of the API, if it has one */
  raw(api: string, clientName: string, parameters: object): Promise<Answer>
  miniProgram(name: MiniProgramName, options: Given): Promise<Answer>
}

export function createSend(context: CompatContext): Send {
  const { session, signature, timeouts, logStep, disposed, isEndpoint } = context
  const enqueue = createQueue()

  /** Sends a call as soon as no `config()` is in flight, and once more if it was denied and the page can be verified again. */
  async function send(
    api: string,
    { settles, timeout }: Partial<Command>,
    parameters: object,
    invoke: (signature: Signature | undefined) => Promise<Answer>,
  ): Promise<Answer> {
    await waitForWeChat(context, api)
    await context.configuration.settled()
    let isSent = false
    let answer: Answer | undefined
    const deliver = async (signature: Signature | undefined) => {
      isSent = true
      answer = await logStep({ step: 'call', api, parameters }, () => {
        const sent = invoke(signature)
        return waitFor(settles === 'sent' ? unlessRefused(api, sent) : sent, {
          ms: timeout === 'none' ? undefined : timeouts[timeout ?? 'call'],
          timeoutCode: 'CALL_TIMEOUT',
          api,
          disposed,
        })
      })
      return answer
    }
    if (isEndpoint || ['ready', 'verifying'].includes(session.state.status)) {
      try {
        await withPermission(session, api, async verified => {
          const refusal = toRefusal(api, await deliver(verified.signature), 'CALL_FAILED')
          if (refusal.code !== 'PERMISSION_DENIED') return
          session.list(api)
          throw refusal
        })
      } catch (error) {
        // Otherwise the page cannot be verified any more. As the vendor's script does, send the call all the same.
        if (!answer && (isSent || !signature.last)) throw error
      }
    }
    return answer ?? deliver(signature.last)
  }

  return {
    command(api, parameters) {
      const row: Command = COMMANDS[api]
      const run = () =>
        send(api, row, parameters, signature =>
          invokeBridge(toClientName(api), {
            ...(row.toClient ? row.toClient(parameters, signature?.appId ?? '') : parameters),
            ...(signature && credentialFields(signature)),
          }),
        )
      return row.queued ? enqueue(api, run) : run()
    },
    raw(api, clientName, parameters) {
      const { timeout = 'none' } = getOwn(COMMANDS as unknown as Record<string, Command>, api) ?? {}
      return send(api, { timeout }, parameters, signature =>
        invokeBridge(clientName, { ...parameters, ...(signature && credentialFields(signature)) }),
      )
    },
    async miniProgram(name, options) {
      await waitForWeChat(context, `miniProgram.${name}`)
      const { url, delta, data } = options
      const arg =
        name === 'postMessage' ? data || {} : name === 'navigateBack' ? { delta: delta || 1 } : { url }
      const credentials = signature.last && credentialFields(signature.last)
      // The page may be gone before the client responds.
      return unlessRefused(CLIENT_NAME, invokeBridge(CLIENT_NAME, { name, arg, ...credentials }))
    },
  }
}

const CLIENT_NAME = 'invokeMiniProgramAPI'

/** @throws {WxError} `NOT_IN_BROWSER`, `NOT_IN_WECHAT`, `BRIDGE_TIMEOUT`, `DISPOSED` */
export async function waitForWeChat({ client, timeouts, disposed }: Context, api: string): Promise<void> {
  if (typeof window === 'undefined') throw new WxError('NOT_IN_BROWSER', { api })
  if (!client().inWeChat) throw new WxError('NOT_IN_WECHAT', { api })
  await waitFor(waitForBridge(timeouts.bridge, disposed), { disposed })
}
