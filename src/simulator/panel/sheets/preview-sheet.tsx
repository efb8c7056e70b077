import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { usePanel } from '../panel.js'
import { BlobPicture } from '../ui/blob-picture.js'
import { Icon } from '../ui/icon.js'
import { Sheet } from '../ui/sheet.js'
import type { SheetProps } from './sheet-props.js'

/** Shows the pictures, one at a time. */
export function PreviewSheet({ parameters, settle }: SheetProps<'previewImage'>): JSX.Element {
  const { t } = usePanel()
  const { urls = [], current } = parameters
  const [index, setIndex] = useState(Math.max(0, urls.indexOf(current ?? '')))
  const url = urls[index] ?? ''
  const step = (by: number) => setIndex(Math.max(0, Math.min(index + by, urls.length - 1)))
  return (
    <Sheet
      full
      dark
      title={t(`图片 ${index + 1}/${urls.length}`, `Picture ${index + 1} of ${urls.length}`)}
      onCancel={() => settle({})}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys do what the buttons do */}
      <div
        class="viewer"
        onKeyDown={({ key }) => {
          if (key === 'ArrowLeft') step(-1)
          if (key === 'ArrowRight') step(1)
        }}
      >
        <button
          type="button"
          class="icon-button"
          aria-label={t('上一张', 'Previous')}
          disabled={index === 0}
          onClick={() => step(-1)}
        >
          <Icon name="back" />
        </button>
        <PagePicture key={url} url={url} />
        <button
          type="button"
          class="icon-button"
          autofocus
          aria-label={t('下一张', 'Next')}
          disabled={index === urls.length - 1}
          onClick={() => step(1)}
        >
          <Icon name="next" />
        </button>
      </div>
    </Sheet>
  )
}

/** A picture by its URL, or by its localId. */
function PagePicture({ url }: { url: string }): JSX.Element {
  const { t, controls } = usePanel()
  const [failed, setFailed] = useState(false)
  const blob = useMemo(() => controls.media.get(url)?.blob(), [url])
  if (failed) return <p class="note">{t(`图片加载失败：${url}`, `The picture does not load: ${url}`)}</p>
  return blob ? (
    <BlobPicture blob={blob} label={url} size={1600} />
  ) : (
    <img src={url} alt={url} onError={() => setFailed(true)} />
  )
}
