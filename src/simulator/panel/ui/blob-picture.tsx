import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** A picture that is in memory. It is drawn: a page's content security policy may forbid `blob:` and `data:` in images. */
export function BlobPicture({ blob, label, size }: { blob: Blob; label: string; size: number }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let current = true
    createImageBitmap(blob)
      .then(bitmap => {
        const element = canvas.current
        if (!current || !element) return
        const scale = Math.min(1, size / Math.max(bitmap.width, bitmap.height))
        element.width = Math.max(1, Math.round(bitmap.width * scale))
        element.height = Math.max(1, Math.round(bitmap.height * scale))
        element.getContext('2d')?.drawImage(bitmap, 0, 0, element.width, element.height)
      })
      .catch(() => current && setFailed(true))
    return () => {
      current = false
    }
  }, [blob])
  return failed ? (
    <span class="blob-picture small">{label}</span>
  ) : (
    <canvas class="blob-picture" ref={canvas} role="img" aria-label={label} width={1} height={1} />
  )
}
