import type { JSX } from 'preact'
import { useId } from 'preact/hooks'

interface SegmentsProps<Name extends string> {
  label: string
  options: readonly (readonly [Name, string])[]
  selected: NoInfer<Name>
  onSelect(name: NoInfer<Name>): void
}

/** A choice of one among a few, side by side. Radio buttons, so that the arrow keys work. */
export function Segments<Name extends string>(props: SegmentsProps<Name>): JSX.Element {
  const group = useId()
  return (
    <fieldset class="wi-segments">
      <legend class="wi-hidden">{props.label}</legend>
      {props.options.map(([name, text]) => (
        <label key={name}>
          <input
            type="radio"
            name={group}
            checked={props.selected === name}
            onChange={() => props.onSelect(name)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  )
}
