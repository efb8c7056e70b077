import type { JSX } from 'preact'
import type { SharedCard } from '../../page/simulator-types.js'
import { ChatCard, MomentsCard } from './chat-card.js'
import { usePicture } from './picture.js'
import { Problems } from './problems.js'

interface CardViewProps {
  card: SharedCard
  chat?: string | undefined
}

/** A card as a friend sees it, and what is wrong with it. */
export function CardView({ card, chat }: CardViewProps): JSX.Element {
  const picture = usePicture(card.imgUrl)
  return (
    <div class="card-view">
      {isForMoments(card) ? (
        <MomentsCard card={card} picture={picture} />
      ) : (
        <ChatCard card={card} picture={picture} chat={chat} />
      )}
      <Problems card={card} picture={picture} />
    </div>
  )
}

export function isForMoments({ item }: SharedCard): boolean {
  return item === 'menuItem:share:timeline' || item === 'menuItem:share:QZone'
}
