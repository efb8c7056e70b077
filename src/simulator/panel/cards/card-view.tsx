import type { JSX } from 'preact'
import type { SharedCard } from '../../page/simulator-types.js'
import { ChatCard, MomentsCard } from './chat-card.js'
import { usePicture } from './picture.js'
import { Problems } from './problems.js'

/** A card as a friend sees it, and what is wrong with it. */
export function CardView({ card }: { card: SharedCard }): JSX.Element {
  const picture = usePicture(card.imgUrl)
  const View = isForMoments(card) ? MomentsCard : ChatCard
  return (
    <div class="card-view">
      <View card={card} picture={picture} />
      <Problems card={card} picture={picture} />
    </div>
  )
}

export function isForMoments({ item }: SharedCard): boolean {
  return item === 'menuItem:share:timeline' || item === 'menuItem:share:QZone'
}
