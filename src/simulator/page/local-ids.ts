import type { SimulatedClient } from './simulator-types.js'

export type LocalKind = 'image' | 'voice'

/** The `localId` of the phone's n-th file, in the form that this client uses. */
export function localIdOf(file: number, kind: LocalKind, client: SimulatedClient): string {
  const digits = String(file).padStart(9, '0')
  if (client === 'ios')
    return `wxLocalResource://${kind === 'image' ? 'imageid' : 'voiceLocalId'}100${digits}`
  return `weixin://resourceid/${kind === 'image' ? 'c0ffee' : '50eed0'}${digits.padStart(26, '0')}`
}
