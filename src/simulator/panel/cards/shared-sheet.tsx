import type { JSX } from 'preact'
import type { SharedCard } from '../../page/simulator-types.js'
import { MENU_ITEMS } from '../menu/menu-items.js'
import { usePanel } from '../panel.js'
import { Sheet } from '../ui/sheet.js'
import { CardFacts } from './card-facts.js'
import { CardView, isForMoments } from './card-view.js'

/** The card that the user has just shared, as the friend sees it. */
export function SharedSheet({ card, onClose }: { card: SharedCard; onClose(): void }): JSX.Element {
  const { t, chat } = usePanel()
  const { zh, en } = MENU_ITEMS[card.item]
  const title = isForMoments(card)
    ? t('已发表到朋友圈', 'Posted on Moments')
    : card.item === 'menuItem:share:appMessage'
      ? t('已发送', 'Sent')
      : t(`已${zh}`, `Done: ${en}`)
  return (
    <Sheet title={title} onCancel={onClose}>
      <CardView card={card} chat={chat} />
      <CardFacts card={card} />
      <div class="buttons">
        <button type="button" class="button primary" autofocus onClick={onClose}>
          {t('完成', 'Done')}
        </button>
      </div>
    </Sheet>
  )
}
