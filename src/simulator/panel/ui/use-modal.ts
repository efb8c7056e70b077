import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** @returns the `ref` of a dialog that is modal as long as it is drawn: it keeps the focus, and the page behind it is inert */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return dialog
}
