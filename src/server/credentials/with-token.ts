import { PlatformError } from '../errors.js'
import type { Token } from './token.js'

/** Waits for a token within the caller's deadline. */
export type WaitForToken = (token: string | Promise<string>) => string | Promise<string>

/** Calls WeChat with the account's token, and once more with another token if WeChat refuses it. */
export async function withToken<T>(
  token: Token,
  wait: WaitForToken,
  call: (token: string) => Promise<T>,
): Promise<T> {
  const first = await wait(token.get())
  try {
    return await call(first)
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'TOKEN_REFUSED') throw error
    return call(await wait(token.replace(first, error)))
  }
}
