import type { JSX } from 'preact'

/** The simulated platform: its faults, tickets and users. */
export function PlatformSettings(): JSX.Element | null {
  return null
}
