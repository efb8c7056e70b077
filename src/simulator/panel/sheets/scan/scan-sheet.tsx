import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { usePanel } from '../../panel.js'
import { Buttons } from '../../ui/buttons.js'
import { Camera, hasCamera } from '../../ui/camera.js'
import { SelectField, TextField } from '../../ui/field.js'
import { Icon } from '../../ui/icon.js'
import { Sheet } from '../../ui/sheet.js'
import type { SheetProps } from '../sheet-props.js'
import { readCode } from './read-code.js'

/** What the page gets before the digits of a bar code. */
const BAR_CODES = ['EAN_13', 'EAN_8', 'CODE_128', 'CODE_39', 'UPC_A'] as const

/** How often a frame of the camera is read, in ms. */
const FRAME_INTERVAL = 250

/** A code: as a picture of a QR code, through the camera, or typed. */
export function ScanSheet({ parameters, settle }: SheetProps<'scanQRCode'>): JSX.Element {
  const { t } = usePanel()
  const { scanType = ['qrCode', 'barCode'], needResult } = parameters
  const kinds: readonly (readonly [string, string])[] = [
    ...(scanType.includes('qrCode') ? [['', t('二维码', 'QR code')] as const] : []),
    ...(scanType.includes('barCode') ? BAR_CODES.map(name => [name, name.replace('_', '-')] as const) : []),
  ]
  const [kind, setKind] = useState(kinds[0]?.[0] ?? '')
  const [text, setText] = useState('')
  const [state, setState] = useState<'idle' | 'reading' | 'none' | 'camera'>('idle')
  const read = async (file: Blob | undefined) => {
    if (!file) return
    setState('reading')
    const found = await createImageBitmap(file).then(readCode, () => undefined)
    setState(found === undefined ? 'none' : 'idle')
    if (found !== undefined) setText(found)
  }
  const found = (code: string) => {
    setText(code)
    setState('idle')
  }
  return (
    <Sheet title={t('扫一扫', 'Scan')} onCancel={() => settle('cancel')}>
      {state === 'camera' ? (
        <ScanningCamera onCode={found} />
      ) : (
        <label
          class="drop"
          onDragOver={event => event.preventDefault()}
          onDrop={event => {
            event.preventDefault()
            read(event.dataTransfer?.files[0])
          }}
        >
          <input
            class="hidden"
            type="file"
            accept="image/*"
            onChange={({ currentTarget }) => read(currentTarget.files?.[0])}
          />
          <Icon name="scan" size={32} />
          {t('选择或拖入二维码图片', 'Choose or drop a picture of a QR code')}
        </label>
      )}
      <p class="soft small centered" role="status">
        {state === 'reading' && t('正在识别…', 'Reading …')}
        {state === 'none' && t('图片中没有找到二维码', 'There is no QR code in this picture')}
      </p>
      {hasCamera() && state !== 'camera' && (
        <button type="button" class="button compact wide" onClick={() => setState('camera')}>
          {t('用摄像头扫描', 'Scan with the camera')}
        </button>
      )}
      <TextField label={t('内容', 'Content')} value={text} rows={2} onInput={setText} />
      {kinds.length > 1 && (
        <SelectField label={t('类型', 'Kind')} value={kind} options={kinds} onChange={setKind} />
      )}
      {!needResult && (
        <p class="note plain spaced">
          {t(
            'needResult 不为 1：由微信处理内容，页面收不到结果。',
            'needResult is not 1: WeChat handles the content, and the page does not get it.',
          )}
        </p>
      )}
      <Buttons
        confirm={t('完成', 'Done')}
        disabled={text === ''}
        onConfirm={() => settle({ resultStr: kind ? `${kind},${text}` : text })}
        onCancel={() => settle('cancel')}
      />
    </Sheet>
  )
}

function ScanningCamera({ onCode }: { onCode(code: string): void }): JSX.Element {
  const { t } = usePanel()
  const [video, setVideo] = useState<HTMLVideoElement>()
  useEffect(() => {
    if (!video) return undefined
    let timer: ReturnType<typeof setTimeout>
    const readFrame = async () => {
      const code = await readCode(video)
      if (code === undefined) timer = setTimeout(readFrame, FRAME_INTERVAL)
      else onCode(code)
    }
    timer = setTimeout(readFrame)
    return () => clearTimeout(timer)
  }, [video])
  return <Camera label={t('摄像头画面', 'What the camera sees')} onStart={setVideo} />
}
