import type { ComponentChildren, JSX } from 'preact'

/** A name and what is known about it. Facts without a value are left out. */
export type Fact = readonly [name: string, value: ComponentChildren]

export function Facts({ facts }: { facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="wi-facts">
      {facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>])}
    </dl>
  )
}
