import type { ComponentChildren, JSX } from 'preact'

/** A label above an input. */
function Field({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  )
}

interface TextFieldProps {
  label: string
  value: string
  onInput(value: string): void
  /** Whether the value is a number. */
  numeric?: boolean
  /** More than one line. */
  rows?: number
  autofocus?: boolean
  placeholder?: string
}

export function TextField(props: TextFieldProps): JSX.Element {
  const { label, value, onInput, rows, numeric = false, autofocus = false, placeholder = '' } = props
  const change = (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value)
  return (
    <Field label={label}>
      {rows === undefined ? (
        <input
          class="input"
          inputMode={numeric ? 'decimal' : 'text'}
          value={value}
          onInput={change}
          autofocus={autofocus}
          placeholder={placeholder}
        />
      ) : (
        <textarea class="input" rows={rows} value={value} onInput={change} autofocus={autofocus} />
      )}
    </Field>
  )
}

interface SelectFieldProps<Value extends string> {
  label: string
  value: Value
  options: readonly (readonly [Value, string])[]
  onChange(value: Value): void
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>): JSX.Element {
  return (
    <Field label={props.label}>
      <select
        class="input"
        value={props.value}
        onChange={event => props.onChange(event.currentTarget.value as Value)}
      >
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  )
}

interface CheckFieldProps {
  label: ComponentChildren
  checked: boolean
  onChange(checked: boolean): void
}

export function CheckField({ label, checked, onChange }: CheckFieldProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={event => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}
