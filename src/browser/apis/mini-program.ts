import type { MiniProgram, MiniProgramEnv } from '../../../types/mini-program.js'
import { invokeBridge, unlessRefused, waitForBridge } from '../client/bridge.js'
import type { Context } from '../client/context.js'
import type { Session } from '../session/session.js'
import { credentialFields } from '../session/verification.js'
import { waitFor } from '../util/wait.js'
import type { ChecksOf } from './api-spec.js'
import type { MiniProgramName, MiniProgramParameters, Promised } from './api-types.js'
import type { BridgeMethods } from './bridge-methods.js'
import { anything, optional, text, whole } from './parameters.js'

/** The mini program (小程序) around the page, by promises. It needs neither a signature nor the vendor's script. */
export type MiniProgramCalls = {
  // Picked, so that each keeps the words that describe it.
  [Name in keyof Pick<MiniProgram, MiniProgramName>]: Promised<
    MiniProgramParameters<Name>,
    { errMsg: string }
  >
} & {
  /** Tells whether the page is inside a mini program. Outside WeChat it is not. */
  getEnv(): Promise<MiniProgramEnv>
}

const PAGE = { url: text }

/** What each of them takes. */
export const MINI_PROGRAM: { readonly [Name in MiniProgramName]: ChecksOf<MiniProgramParameters<Name>> } = {
  navigateTo: PAGE,
  navigateBack: { delta: optional(whole(1, Number.POSITIVE_INFINITY), 1) },
  redirectTo: PAGE,
  switchTab: PAGE,
  reLaunch: PAGE,
  postMessage: { data: anything },
}

/** One API of the client stands for all. */
const CLIENT_API = 'invokeMiniProgramAPI'

export function createMiniProgram(
  { session, client, timeouts, disposed }: Context & { session: Session },
  methodOf: BridgeMethods,
): MiniProgramCalls {
  async function getEnv(): Promise<MiniProgramEnv> {
    if (!client().inWeChat) return { miniprogram: false }
    await waitForBridge(timeouts.bridge)
    // Some clients say it in a variable, which is there with the bridge, some in the user agent.
    const { __wxjs_environment: environment } = window as { __wxjs_environment?: string }
    return { miniprogram: environment === 'miniprogram' || client().miniProgram }
  }

  const calls = {} as Record<string, unknown>
  for (const name of Object.keys(MINI_PROGRAM) as MiniProgramName[]) {
    calls[name] = methodOf(`miniProgram.${name}`, CLIENT_API, MINI_PROGRAM[name], parameters => {
      const credentials = session.verified && credentialFields(session.verified.signature)
      const arg = name === 'postMessage' ? parameters.data : parameters
      // The page may be gone before the client could answer.
      return unlessRefused(CLIENT_API, invokeBridge(CLIENT_API, { name, arg, ...credentials }))
    })
  }
  return { ...(calls as MiniProgramCalls), getEnv: () => waitFor(getEnv(), { disposed }) }
}
