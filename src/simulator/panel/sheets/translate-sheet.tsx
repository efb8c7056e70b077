import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { usePanel } from '../panel.js'
import { Buttons } from '../ui/buttons.js'
import { TextField } from '../ui/field.js'
import { Sheet } from '../ui/sheet.js'
import type { SheetProps } from './sheet-props.js'

/** Speech recognition is not simulated: the user types what was said. */
export function TranslateSheet({ settle }: SheetProps<'translateVoice'>): JSX.Element {
  const { t } = usePanel()
  const [text, setText] = useState('今天天气很好。')
  const confirm = () => settle({ translateResult: text })
  return (
    <Sheet title={t('语音识别', 'Speech recognition')} onCancel={() => settle('cancel')}>
      <TextField label={t('识别结果', 'Recognized text')} value={text} rows={2} onInput={setText} />
      <Buttons confirm={t('完成', 'Done')} onConfirm={confirm} onCancel={() => settle('cancel')} />
    </Sheet>
  )
}
