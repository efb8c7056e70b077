import type { JSX } from 'preact'

/** Names and values. Values that are missing are left out. */
export function Facts({ facts }: { facts: readonly (readonly [string, unknown])[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}:`}>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>,
        ])}
    </dl>
  )
}
