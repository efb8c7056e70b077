import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'

interface TabsProps<Name extends string> {
  label: string
  tabs: readonly (readonly [Name, string])[]
  selected: Name
  onSelect(name: Name): void
}

/** The ids that connect a tab with what it shows. */
export const tabIds = (name: string): { tab: string; content: string } => ({
  tab: `tab-${name}`,
  content: `tab-content-${name}`,
})

/** A list of tabs. The arrow keys select the tab beside it. */
export function Tabs<Name extends string>({ label, tabs, selected, onSelect }: TabsProps<Name>): JSX.Element {
  const list = useRef<HTMLDivElement>(null)
  const select = (index: number) => {
    const name = tabs[(index + tabs.length) % tabs.length]?.[0]
    if (name === undefined) return
    onSelect(name)
    list.current?.querySelector<HTMLElement>(`#${tabIds(name).tab}`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const index = tabs.findIndex(([name]) => name === selected)
    const target = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: -1 }[event.key]
    if (target === undefined) return
    event.preventDefault()
    select(target)
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {tabs.map(([name, text]) => (
        <button
          key={name}
          type="button"
          role="tab"
          class="tab"
          id={tabIds(name).tab}
          aria-selected={name === selected}
          aria-controls={name === selected ? tabIds(name).content : undefined}
          tabIndex={name === selected ? 0 : -1}
          onClick={() => onSelect(name)}
        >
          {text}
        </button>
      ))}
    </div>
  )
}
