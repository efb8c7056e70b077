import type { MiniProgram, MiniProgramEnv } from '../../../types/mini-program.js'
import { invokeBridge, unlessRefused, waitForBridge } from '../client/bridge.js'
import type { Context } from '../client/context.js'
import { detectClient } from '../client/detect-client.js'
import type { Session } from '../session/session.js'
import { credentialFields } from '../session/signature.js'
import { waitFor } from '../util/wait.js'
import type { MiniProgramName, MiniProgramParameters, Promised } from './api-types.js'
import type { ToBridgeMethod } from './bridge-methods.js'
import { MINI_PROGRAM } from './table.js'

/** The surrounding mini program (小程序), with promises. Needs neither a signature nor the vendor's script. */
export type MiniProgramCalls = {
  // Picked, to keep the doc comments of the vendor's types.
  [Name in keyof Pick<MiniProgram, MiniProgramName>]: Promised<
    MiniProgramParameters<Name>,
    { errMsg: string }
  >
} & {
  /** Resolves with whether the page is inside a mini program. Outside WeChat it is not. */
  getEnv(): Promise<MiniProgramEnv>
}

/** The client has a single API for all calls. */
const CLIENT_NAME = 'invokeMiniProgramAPI'

export function createMiniProgram(
  { session, client, timeouts, disposed }: Context & { session: Session },
  toMethod: ToBridgeMethod,
): MiniProgramCalls {
  async function getEnv(): Promise<MiniProgramEnv> {
    if (!client().inWeChat) return { miniprogram: false }
    await waitForBridge(timeouts.bridge)
    // Detected again: some clients do not set the page's variable until they inject the bridge.
    return { miniprogram: detectClient().miniProgram }
  }

  const calls = {} as Record<string, unknown>
  for (const name of Object.keys(MINI_PROGRAM) as MiniProgramName[]) {
    calls[name] = toMethod({
      api: `miniProgram.${name}`,
      clientName: CLIENT_NAME,
      parameters: MINI_PROGRAM[name],
      send(parameters) {
        const credentials = session.verified && credentialFields(session.verified.signature)
        const arg = name === 'postMessage' ? parameters.data : parameters
        // The page may be gone before the client responds.
        return unlessRefused(CLIENT_NAME, invokeBridge(CLIENT_NAME, { name, arg, ...credentials }))
      },
    })
  }
  return { ...(calls as MiniProgramCalls), getEnv: () => waitFor(getEnv(), { disposed }) }
}
