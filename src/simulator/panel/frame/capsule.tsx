import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { usePanel } from '../panel.js'
import { FrameButtons } from './frame-buttons.js'

/** How far the capsule is from the right and the top edge of the window, in px. */
type Position = readonly [right: number, top: number]

const START: Position = [12, 12]
/** How far the pointer moves before it drags, and how far an arrow key moves, in px. */
const DRAG_THRESHOLD = 4
const KEY_STEP = 16

const ENDS = ['pointerup', 'pointercancel'] as const

const ARROWS: Readonly<Record<string, Position>> = {
  ArrowLeft: [KEY_STEP, 0],
  ArrowRight: [-KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP],
  ArrowDown: [0, KEY_STEP],
}

/** The capsule of WeChat's upper right corner. It floats above the page, and can be moved out of the way. */
export function Capsule(): JSX.Element {
  const panel = usePanel()
  const element = useRef<HTMLDivElement>(null)
  /** Whether the click at the end of a drag is still to come. */
  const dragged = useRef(false)
  const [right, top] = panel.settings.position ?? START

  const moveTo = ([toRight, toTop]: Position) => {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = element.current ?? {}
    panel.save({
      position: [clamp(toRight, window.innerWidth - width), clamp(toTop, window.innerHeight - height)],
    })
  }
  const startDrag = (start: PointerEvent) => {
    dragged.current = false
    const [fromRight, fromTop] = whereIs(element.current)
    const onMove = (event: PointerEvent) => {
      const [byX, byY] = [event.clientX - start.clientX, event.clientY - start.clientY]
      if (!dragged.current && Math.hypot(byX, byY) < DRAG_THRESHOLD) return
      dragged.current = true
      moveTo([fromRight - byX, fromTop + byY])
    }
    const onEnd = () => {
      window.removeEventListener('pointermove', onMove, true)
      for (const end of ENDS) window.removeEventListener(end, onEnd, true)
    }
    // The pointer may leave the capsule faster than the capsule follows.
    window.addEventListener('pointermove', onMove, true)
    for (const end of ENDS) window.addEventListener(end, onEnd, true)
  }
  return (
    <div
      ref={element}
      class="capsule"
      role="toolbar"
      aria-label={panel.t(
        '微信（可拖动，或用方向键移动）',
        'WeChat (drag it, or move it with the arrow keys)',
      )}
      style={{ '--wr-right': `${right}px`, top: `${top}px` }}
      onPointerDown={event => {
        if (event.button === 0) startDrag(event)
      }}
      onClickCapture={event => {
        if (dragged.current) event.stopPropagation()
        dragged.current = false
      }}
      onKeyDown={event => {
        const step = ARROWS[event.key]
        if (!step) return
        event.preventDefault()
        moveTo([right + step[0], top + step[1]])
      }}
    >
      <FrameButtons />
    </div>
  )
}

/** The tools may have pushed it aside. */
function whereIs(element: Element | null): Position {
  const { right, top } = element?.getBoundingClientRect() ?? { right: 0, top: 0 }
  return [window.innerWidth - right, top]
}

function clamp(value: number, limit: number): number {
  return Math.round(Math.max(0, Math.min(value, limit)))
}
