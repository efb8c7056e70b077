/** An account of the simulated platform, which runs in this process. */
import { generateKeyPairSync } from 'node:crypto'
import { createAccount, createOAuth } from 'wx-ready/server'
import { createPlatform, SIMULATED_ACCOUNT } from 'wx-ready/simulator/platform'

/** @param {string} origin of this server */
export function simulatedAccount(origin) {
  // The merchant's key pair: the platform refuses payments that are not signed with the private key.
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const payCertificate = publicKey.export({ type: 'spki', format: 'pem' })
  const platform = createPlatform({ accounts: [{ ...SIMULATED_ACCOUNT, payCertificate }], consent: 'page' })
  const options = { ...SIMULATED_ACCOUNT, hosts: [origin] }
  return {
    platform,
    appId: options.appId,
    account: createAccount(options),
    oauth: createOAuth({ ...options, authorizeHost: origin }),
    merchantKey: privateKey,
    allow: [origin, origin.replace('127.0.0.1', 'localhost')],
  }
}
