import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { usePanel } from '../../panel.js'
import { BlobPicture } from '../../ui/blob-picture.js'
import { Buttons } from '../../ui/buttons.js'
import { Camera, hasCamera } from '../../ui/camera.js'
import { CheckField } from '../../ui/field.js'
import { Icon } from '../../ui/icon.js'
import { Sheet } from '../../ui/sheet.js'
import type { SheetProps } from '../sheet-props.js'
import { compress } from './compress.js'
import { drawSample, SAMPLES, toJpeg } from './sample-pictures.js'

interface Picture {
  readonly blob: Blob
  readonly name: string
}

const MAX_COUNT = 9

/** Pictures of this computer, of its camera, or samples. */
export function ChooseImageSheet({ parameters, settle }: SheetProps<'chooseImage'>): JSX.Element {
  const { t, controls } = usePanel()
  const count = Math.min(Number(parameters.count) || MAX_COUNT, MAX_COUNT)
  const { sourceType = ['album', 'camera'], sizeType = ['original', 'compressed'] } = parameters
  const [pictures, setPictures] = useState<readonly Picture[]>([])
  const [original, setOriginal] = useState(!sizeType.includes('compressed'))
  const [usesCamera, setUsesCamera] = useState(false)
  const isFull = pictures.length >= count
  const add = (added: readonly Picture[]) => setPictures(before => [...before, ...added].slice(0, count))
  const confirm = async () => {
    const blobs = await Promise.all(pictures.map(({ blob }) => (original ? blob : compress(blob))))
    settle({ localIds: blobs.map(blob => controls.media.add(blob, 'image')) })
  }
  if (usesCamera)
    return (
      <CameraSheet
        onPicture={picture => {
          add([picture])
          setUsesCamera(false)
        }}
        onCancel={() => setUsesCamera(false)}
      />
    )
  return (
    <Sheet title={t('选择图片', 'Choose pictures')} onCancel={() => settle('cancel')}>
      <ul class="pictures" aria-label={t('已选图片', 'Chosen pictures')}>
        {pictures.map((picture, index) => (
          <li key={index}>
            <BlobPicture blob={picture.blob} label={picture.name} size={240} />
            <button
              type="button"
              class="remove"
              aria-label={t(`移除 ${picture.name}`, `Remove ${picture.name}`)}
              onClick={() => setPictures(pictures.filter(each => each !== picture))}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
        {!isFull && sourceType.includes('album') && (
          <li>
            <FileButton multiple={count - pictures.length > 1} onFiles={add} />
          </li>
        )}
        {!isFull && sourceType.includes('camera') && hasCamera() && (
          <li>
            <button type="button" class="add" onClick={() => setUsesCamera(true)}>
              <Icon name="camera" />
              {t('拍照', 'Camera')}
            </button>
          </li>
        )}
      </ul>
      <h3>{t('示例图片', 'Samples')}</h3>
      <ul class="samples">
        {SAMPLES.map(({ zh, en, colors: [sky, land] }, index) => (
          <li key={en}>
            <button
              type="button"
              disabled={isFull}
              onClick={async () => add([{ blob: await drawSample(index), name: t(zh, en) }])}
            >
              <span style={{ background: `linear-gradient(${sky} 60%, ${land} 60%)` }} />
              {t(zh, en)}
            </button>
          </li>
        ))}
      </ul>
      {sizeType.length > 1 && (
        <CheckField label={t('原图', 'Original size')} checked={original} onChange={setOriginal} />
      )}
      <Buttons
        confirm={t(`完成（${pictures.length}/${count}）`, `Done (${pictures.length}/${count})`)}
        disabled={pictures.length === 0}
        onConfirm={confirm}
        onCancel={() => settle('cancel')}
      />
    </Sheet>
  )
}

function FileButton({
  multiple,
  onFiles,
}: {
  multiple: boolean
  onFiles(pictures: readonly Picture[]): void
}): JSX.Element {
  const { t } = usePanel()
  return (
    <label class="add">
      <input
        class="hidden"
        type="file"
        autofocus
        accept="image/*"
        multiple={multiple}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])].map(file => ({ blob: file, name: file.name })))
          currentTarget.value = ''
        }}
      />
      <Icon name="picture" />
      {t('相册', 'Album')}
    </label>
  )
}

function CameraSheet(props: { onPicture(picture: Picture): void; onCancel(): void }): JSX.Element {
  const { t } = usePanel()
  const [video, setVideo] = useState<HTMLVideoElement>()
  const take = async () => {
    if (!video) return
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    props.onPicture({ blob: await toJpeg(canvas, 0.9), name: t('照片', 'Photo') })
  }
  return (
    <Sheet title={t('拍照', 'Camera')} onCancel={props.onCancel}>
      <Camera label={t('摄像头画面', 'What the camera sees')} onStart={setVideo} />
      <Buttons confirm={t('拍摄', 'Take')} disabled={!video} onConfirm={take} onCancel={props.onCancel} />
    </Sheet>
  )
}
