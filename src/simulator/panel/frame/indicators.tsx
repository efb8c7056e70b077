import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { SimulatedCall } from '../../page/simulator-types.js'
import { usePanel } from '../panel.js'
import { Icon } from '../ui/icon.js'

/** WeChat ends a recording after so many seconds. */
const LIMIT = 60

/** What the phone does beside the page: it records. */
export function Indicators(): JSX.Element | null {
  const { simulator, t } = usePanel()
  const recording = recordingOf(simulator.calls)
  const seconds = useSeconds(recording)
  if (!recording || seconds >= LIMIT) return null
  return (
    <div class="indicator">
      <span>
        <span class="live">
          <Icon name="mic" size={20} />
        </span>
        {t('正在录音', 'Recording')}
      </span>
      <span role="timer">
        {clock(seconds)} / {clock(LIMIT)}
      </span>
    </div>
  )
}

/** The call that began the recording which is running. */
function recordingOf(calls: readonly SimulatedCall[]): SimulatedCall | undefined {
  const last = calls
    .filter(({ name, answer }) => (name === 'startRecord' || name === 'stopRecord') && isOk(answer))
    .at(-1)
  return last?.name === 'startRecord' ? last : undefined
}

function isOk(answer: object | null | undefined): boolean {
  return /:ok$/.test((answer as { err_msg?: string } | undefined)?.err_msg ?? '')
}

/** Whole seconds since `start` was first seen. */
function useSeconds(start: unknown): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    setSeconds(0)
    if (!start) return undefined
    const began = Date.now()
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - began) / 1000)), 250)
    return () => clearInterval(timer)
  }, [start])
  return seconds
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
