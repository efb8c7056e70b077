import type { JSX } from 'preact'
import { usePanel } from '../panel.js'
import { Buttons } from '../ui/buttons.js'
import { Sheet } from '../ui/sheet.js'
import type { SheetProps } from './sheet-props.js'

/** Whether the page may record. */
export function RecordSheet({ settle }: SheetProps<'startRecord'>): JSX.Element {
  const { t } = usePanel()
  const refuse = () => settle('cancel')
  return (
    <Sheet title={t('允许网页录音？', 'Let the page record?')} onCancel={refuse}>
      <p class="soft">
        {t(
          '模拟器会录下一段替代音频，最长一分钟。',
          'The simulator records a stand-in, for a minute at most.',
        )}
      </p>
      <Buttons confirm={t('允许', 'Allow')} onConfirm={() => settle(undefined)} onCancel={refuse} />
    </Sheet>
  )
}
