import { SIMULATED_USERS, type SimulatedUser } from '../../src/simulator/platform/index.js'

/** Somebody with WeChat, of whom all is known. */
export function person(openid: string): SimulatedUser {
  return { ...(SIMULATED_USERS[0] as SimulatedUser), openid, unionid: `u-${openid}` }
}
