import type { JSX } from 'preact'
import type { SharedCard } from '../../page/simulator-types.js'
import { usePanel } from '../panel.js'
import { type PictureState, Thumbnail } from './picture.js'

interface ChatCardProps {
  card: SharedCard
  picture: PictureState
  /** The name of the chat that the user has chosen. */
  chat?: string | undefined
}

interface MomentsCardProps {
  card: Pick<SharedCard, 'title' | 'link' | 'imgUrl'>
  picture: PictureState
}

/** The card in a chat: two lines of the title, three of the description, the picture on the right. */
export function ChatCard({ card, picture, chat }: ChatCardProps): JSX.Element {
  const { t } = usePanel()
  return (
    <figure class="chat" aria-label={t('聊天中的样子', 'In a chat')}>
      <figcaption class="chat-name">{chat ?? t('文件传输助手', 'File Transfer')}</figcaption>
      <div class="message">
        <div class="chat-card">
          <p class="card-title">{card.title || card.link}</p>
          <div>
            <p class="card-desc">{card.desc || (card.source === 'default' ? card.link : '')}</p>
            <Thumbnail url={card.imgUrl} state={picture} />
          </div>
        </div>
        <span class="avatar" aria-hidden="true">
          {t('我', 'Me')}
        </span>
      </div>
    </figure>
  )
}

/** The card in Moments (朋友圈): the picture on the left, two lines of the title, no description. */
export function MomentsCard({ card, picture }: MomentsCardProps): JSX.Element {
  const { t } = usePanel()
  return (
    <figure class="moments" aria-label={t('朋友圈中的样子', 'In Moments')}>
      <span class="avatar" aria-hidden="true">
        {t('我', 'Me')}
      </span>
      <div>
        <figcaption class="name">{t('我', 'Me')}</figcaption>
        <div class="moments-card">
          <Thumbnail url={card.imgUrl} state={picture} />
          <p class="card-title">{card.title || card.link}</p>
        </div>
        <p class="soft small">{t('刚刚', 'Just now')}</p>
      </div>
    </figure>
  )
}
