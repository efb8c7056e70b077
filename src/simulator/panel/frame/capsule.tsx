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
  const drag = useRef<{ x: number; y: number; from: Position; moved: boolean } | undefined>(undefined)
  const [right, top] = panel.settings.position ?? START

  const moveTo = ([toRight, toTop]: Position) => {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = element.current ?? {}
    panel.save({
      position: [clamp(toRight, window.innerWidth - width), clamp(toTop, window.innerHeight - height)],
    })
  }
  const onPointerMove = (event: PointerEvent) => {
    const { current } = drag
    if (!current) return
    const [byX, byY] = [event.clientX - current.x, event.clientY - current.y]
    if (!current.moved && Math.hypot(byX, byY) < DRAG_THRESHOLD) return
    if (!current.moved) element.current?.setPointerCapture(event.pointerId)
    current.moved = true
    moveTo([current.from[0] - byX, current.from[1] + byY])
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
      onPointerDown={({ clientX: x, clientY: y, button }) => {
        if (button === 0) drag.current = { x, y, from: whereIs(element.current), moved: false }
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        if (!drag.current?.moved) drag.current = undefined
      }}
      onPointerCancel={() => {
        drag.current = undefined
      }}
      onClickCapture={event => {
        // The pointer was released at the end of a drag.
        if (drag.current?.moved) event.stopPropagation()
        drag.current = undefined
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
