import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { usePanel } from '../panel.js'

interface CameraProps {
  label: string
  /** Called once the camera is on. */
  onStart(video: HTMLVideoElement): void
}

/** Whether the browser can ask for a camera: only on HTTPS and on localhost. */
export const hasCamera = (): boolean => typeof navigator.mediaDevices?.getUserMedia === 'function'

/** The picture of the computer's camera. */
export function Camera({ label, onStart }: CameraProps): JSX.Element {
  const { t } = usePanel()
  const video = useRef<HTMLVideoElement>(null)
  const [error, setError] = useState('')
  useEffect(() => {
    let stream: MediaStream | undefined
    let current = true
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      const element = video.current
      if (!current || !element) return stopTracks(stream)
      element.srcObject = stream
      await element.play()
      onStart(element)
    }
    start().catch((reason: Error) => current && setError(reason.message))
    return () => {
      current = false
      stopTracks(stream)
    }
  }, [])
  return error ? (
    <p class="note">{t(`无法打开摄像头：${error}`, `The camera cannot be used: ${error}`)}</p>
  ) : (
    <video class="camera" ref={video} aria-label={label} muted playsInline />
  )
}

function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
