import type { MiniProgramEnv } from '../../types/mini-program.js'
import type { JWeixin } from '../../types/wx.js'
import type { CommandName, EventName, MenuShareName, MiniProgramName } from '../browser/apis/api-types.js'
import { COMMANDS, EVENTS, MENU_SHARES, MINI_PROGRAM } from '../browser/apis/table.js'
import type { Answer } from '../browser/client/bridge.js'
import { toScriptName } from '../browser/client/client-names.js'
import { detectClient } from '../browser/client/detect-client.js'
import { notify } from '../browser/util/notify.js'
import { type CallbackOptions, createSettle } from './callbacks.js'
import { createListen } from './events.js'
import { readLeniently } from './parameters.js'
import { toRawFailure } from './results.js'
import { type CompatContext, createSend, waitForWeChat } from './send.js'

/** Makes the object of the vendor's script: a method for each row of the table, and what has none. */
export function createCallbackApi(context: CompatContext): JWeixin {
  const { config, ready, error } = context.configuration
  const settle = createSettle(context.configuration)
  const send = createSend(context)
  const listen = createListen(context, settle)

  const methods: Record<string, unknown> = {}
  for (const name of Object.keys(COMMANDS) as CommandName[])
    if (name !== NOT_IN_SCRIPT)
      methods[name] = (options: CallbackOptions = {}) =>
        settle(name, options, send.command(name, readLeniently(name, options)))
  for (const name of Object.keys(EVENTS) as EventName[])
    methods[name] = (options: CallbackOptions) => listen.event(name, options)
  for (const name of Object.keys(MENU_SHARES) as MenuShareName[])
    methods[name] = (options: CallbackOptions) => listen.menuShare(name, options)

  const miniProgram: Record<string, unknown> = {
    getEnv(callback: (env: MiniProgramEnv) => void) {
      const answer = () => notify(callback, { miniprogram: detectClient().miniProgram })
      // Some clients do not set the page's variable until they inject the bridge.
      waitForWeChat(context, 'miniProgram.getEnv').then(answer, answer)
    },
  }
  for (const name of Object.keys(MINI_PROGRAM) as MiniProgramName[])
    miniProgram[name] = (options: CallbackOptions = {}) =>
      settle('invokeMiniProgramAPI', options, send.miniProgram(name, options))

  return {
    ...methods,
    config,
    ready,
    error,
    miniProgram,
    invoke(name: string, parameters: object, callback?: (answer: Answer) => void) {
      send
        .raw(toScriptName(name), name, parameters)
        .catch(error => toRawFailure(name, error))
        .then(answer => notify(callback, answer))
    },
    on: listen.raw,
  } as unknown as JWeixin
}

const NOT_IN_SCRIPT = 'requestMerchantTransfer'
