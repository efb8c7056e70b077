import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Facts } from '../../../inspector/view/facts.js'
import { usePanel } from '../panel.js'
import { Buttons } from '../ui/buttons.js'
import { SelectField, TextField } from '../ui/field.js'
import { CoordinateMap } from '../ui/map.js'
import { Sheet } from '../ui/sheet.js'
import { type Point, toGcj02 } from './coordinates.js'
import type { SheetProps } from './sheet-props.js'

/** GPS coordinates. */
const PLACES: readonly (readonly [zh: string, en: string, latitude: number, longitude: number])[] = [
  ['广州 · 广州塔', 'Guangzhou · Canton Tower', 23.10885, 113.31908],
  ['北京 · 天安门', 'Beijing · Tiananmen', 39.90733, 116.39108],
  ['上海 · 外滩', 'Shanghai · The Bund', 31.24048, 121.48539],
  ['成都 · 天府广场', 'Chengdu · Tianfu Square', 30.65984, 104.06335],
  ['香港 · 中环', 'Hong Kong · Central', 22.28193, 114.15801],
  ['新加坡', 'Singapore', 1.28967, 103.85007],
]

const DIGITS = 5

/** A point, by its name, on the grid, as numbers, or where the browser says that it is. */
export function GetLocationSheet({ parameters, settle }: SheetProps<'getLocation'>): JSX.Element {
  const { t } = usePanel()
  const [, , latitude, longitude] = PLACES[0] as (typeof PLACES)[number]
  const [point, setPoint] = useState<Point>({ latitude, longitude })
  const [error, setError] = useState('')
  const isGcj02 = parameters.type === 'gcj02'
  const answer = isGcj02 ? toGcj02(point) : point
  const change = (name: keyof Point) => (value: string) => {
    const degrees = Number(value)
    if (value !== '' && Number.isFinite(degrees)) setPoint({ ...point, [name]: degrees })
  }
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setPoint({ latitude: coords.latitude, longitude: coords.longitude }),
      ({ message }) => setError(message),
    )
  const chosen = PLACES.findIndex(([, , lat, lng]) => lat === point.latitude && lng === point.longitude)
  return (
    <Sheet title={t('获取位置', 'Location')} onCancel={() => settle('cancel')}>
      <CoordinateMap center={point} onMove={setPoint} />
      <SelectField
        label={t('地点', 'Place')}
        value={String(chosen)}
        options={[
          ...(chosen < 0 ? [['-1', t('自定义', 'Other')] as const] : []),
          ...PLACES.map(([zh, en], index) => [String(index), t(zh, en)] as const),
        ]}
        onChange={value => {
          const [, , latitude, longitude] = PLACES[Number(value)] ?? []
          if (latitude !== undefined && longitude !== undefined) setPoint({ latitude, longitude })
        }}
      />
      <div class="fields">
        <TextField
          label={t('纬度（WGS-84）', 'Latitude (WGS 84)')}
          numeric
          value={String(round(point.latitude))}
          onInput={change('latitude')}
        />
        <TextField
          label={t('经度（WGS-84）', 'Longitude (WGS 84)')}
          numeric
          value={String(round(point.longitude))}
          onInput={change('longitude')}
        />
      </div>
      <p class="soft small spaced">
        {t('页面将收到', 'The page gets')} {isGcj02 ? 'gcj02' : 'wgs84'}: {round(answer.latitude)},{' '}
        {round(answer.longitude)}
      </p>
      <button type="button" class="button compact" onClick={locate}>
        {t('使用浏览器的位置', 'Use the browser’s location')}
      </button>
      {error && <p class="note">{error}</p>}
      <Buttons
        confirm={t('允许', 'Allow')}
        onConfirm={() =>
          settle({
            latitude: round(answer.latitude),
            longitude: round(answer.longitude),
            speed: 0,
            accuracy: 30,
          })
        }
        onCancel={() => settle('cancel')}
      />
    </Sheet>
  )
}

/** The point that the page shows. */
export function OpenLocationSheet({ parameters, settle }: SheetProps<'openLocation'>): JSX.Element {
  const { t } = usePanel()
  const { name, address, infoUrl, scale } = parameters
  const center = { latitude: Number(parameters.latitude), longitude: Number(parameters.longitude) }
  return (
    <Sheet title={name || t('位置', 'Location')} onCancel={() => settle({})}>
      <CoordinateMap center={center} />
      <div class="well">
        <Facts
          facts={[
            [t('地址', 'Address'), address],
            [t('坐标（GCJ-02）', 'Coordinates (GCJ-02)'), `${center.latitude}, ${center.longitude}`],
            [t('缩放', 'Zoom'), scale],
            [t('链接', 'Link'), infoUrl],
          ]}
        />
      </div>
    </Sheet>
  )
}

function round(degrees: number): number {
  return Number(degrees.toFixed(DIGITS))
}
