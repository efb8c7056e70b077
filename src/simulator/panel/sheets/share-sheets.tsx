import type { JSX } from 'preact'
import { MomentsCard } from '../cards/chat-card.js'
import { usePicture } from '../cards/picture.js'
import { usePanel } from '../panel.js'
import { Buttons } from '../ui/buttons.js'
import { Sheet } from '../ui/sheet.js'
import type { SheetProps } from './sheet-props.js'

/** To which chat the user sends the card. */
export function ChatSheet({ settle }: SheetProps<'onMenuShareAppMessage'>): JSX.Element {
  const panel = usePanel()
  const { t } = panel
  const send = (chat: string) => {
    panel.chat = chat
    settle(undefined)
  }
  const chats = [t('文件传输助手', 'File Transfer'), t('周末徒步群', 'Weekend hikers'), t('李娜', 'Li Na')]
  return (
    <Sheet title={t('选择聊天', 'Choose a chat')} onCancel={() => settle('cancel')}>
      <ul class="list">
        {chats.map((chat, index) => (
          <li key={chat}>
            <button type="button" class="row" autofocus={index === 0} onClick={() => send(chat)}>
              <span class="avatar" aria-hidden="true">
                {[...chat][0]}
              </span>
              {chat}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

/** Whether the user posts the card. */
export function MomentsSheet({ parameters, settle }: SheetProps<'onMenuShareTimeline'>): JSX.Element {
  const { t } = usePanel()
  const { title = '', link = '', imgUrl = '' } = parameters
  const picture = usePicture(imgUrl)
  const cancel = () => settle('cancel')
  return (
    <Sheet title={t('发表', 'Post')} onCancel={cancel}>
      <MomentsCard card={{ title, link, imgUrl }} picture={picture} />
      <Buttons confirm={t('发表', 'Post')} onConfirm={() => settle(undefined)} onCancel={cancel} />
    </Sheet>
  )
}
