import type { JSX } from 'preact'
import { usePanel } from '../panel.js'

interface ButtonsProps {
  confirm: string
  onConfirm(): void
  onCancel(): void
  disabled?: boolean
}

/** To cancel, and to confirm. */
export function Buttons({ confirm, onConfirm, onCancel, disabled = false }: ButtonsProps): JSX.Element {
  const { t } = usePanel()
  return (
    <div class="buttons">
      <button type="button" class="button" onClick={onCancel}>
        {t('取消', 'Cancel')}
      </button>
      <button
        type="button"
        class="button primary"
        disabled={disabled}
        autofocus={!disabled}
        onClick={onConfirm}
      >
        {confirm}
      </button>
    </div>
  )
}
