import { type ComponentChildren, Fragment, type JSX } from 'preact'

/** A name, which others may have too, and what is known about it. Facts without a value are left out. */
export type Fact = readonly [name: string, value: ComponentChildren]

export function Facts({ facts }: { facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="wi-facts">
      {facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may be the same
          <Fragment key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
