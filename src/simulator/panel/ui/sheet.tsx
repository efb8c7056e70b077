import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'
import { usePanel } from '../panel.js'
import { Icon } from './icon.js'
import { useModal } from './use-modal.js'

interface SheetProps {
  title: string
  /** The user presses Escape, the cross, or beside the sheet. */
  onCancel(): void
  /** Whether the sheet covers a phone's whole screen. */
  full?: boolean
  /** Whether it is dark in both themes. */
  dark?: boolean
  children: ComponentChildren
}

/** A modal dialog that rises from the bottom. */
export function Sheet({ title, onCancel, full = false, dark = false, children }: SheetProps): JSX.Element {
  const { t } = usePanel()
  const dialog = useModal()
  const titleId = useId()
  return (
    <dialog
      ref={dialog}
      class={['sheet', full && 'full', dark && 'dark'].filter(Boolean).join(' ')}
      aria-labelledby={titleId}
      onCancel={event => {
        // An <input type="file"> inside the dialog has a cancel event too.
        if (event.target !== dialog.current) return
        event.preventDefault()
        onCancel()
      }}
      onMouseDown={event => {
        if (event.target instanceof HTMLDialogElement && isOutside(event, event.target)) onCancel()
      }}
    >
      <div class="head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="icon-button" aria-label={t('取消', 'Cancel')} onClick={onCancel}>
          <Icon name="close" size={20} />
        </button>
      </div>
      <div class="body">{children}</div>
    </dialog>
  )
}

/** The backdrop is a part of the dialog. */
function isOutside({ clientX, clientY }: MouseEvent, element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return clientX < left || clientX > right || clientY < top || clientY > bottom
}
