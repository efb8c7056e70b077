import type { JSX } from 'preact'
import { usePanel } from '../panel.js'
import type { Point } from '../sheets/coordinates.js'
import { Icon } from './icon.js'

interface MapProps {
  center: Point
  /** Lets the user move the point; the arrow keys move it too. */
  onMove?(point: Point): void
}

/** In px. */
const HEIGHT = 180
/** How many degrees a px is: the map is some 6 km wide. */
const SCALE = 0.0002
const KEY_STEP = 10

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-KEY_STEP, 0],
  ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP],
  ArrowDown: [0, KEY_STEP],
}

/** A grid of coordinates around a point. A real map would have to be downloaded. */
export function CoordinateMap({ center, onMove }: MapProps): JSX.Element {
  const { t } = usePanel()
  const move = (x: number, y: number) =>
    onMove?.({ latitude: center.latitude - y * SCALE, longitude: center.longitude + x * SCALE })
  const grid = {
    '--wr-x': `${-(center.longitude / SCALE) % 50}px`,
    '--wr-y': `${(center.latitude / SCALE) % 50}px`,
    height: `${HEIGHT}px`,
  }
  const pin = <Icon name="pin" size={36} />
  return onMove ? (
    <button
      type="button"
      class="map"
      style={grid}
      aria-label={t('地图：点击或用方向键移动位置', 'Map: click, or use the arrow keys, to move the point')}
      onClick={event => {
        // Enter and Space click in the middle.
        if (event.detail === 0) return
        const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
        move(event.clientX - left - width / 2, event.clientY - top - height / 2)
      }}
      onKeyDown={event => {
        const step = ARROWS[event.key]
        if (!step) return
        event.preventDefault()
        move(...step)
      }}
    >
      {pin}
    </button>
  ) : (
    <div class="map" style={grid}>
      {pin}
    </div>
  )
}
