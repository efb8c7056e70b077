import type { JSX } from 'preact'
import { useChanges } from '../../../inspector/view/use-changes.js'
import { MENU_ITEMS } from '../menu/menu-items.js'
import { usePanel } from '../panel.js'
import { CardFacts } from './card-facts.js'
import { CardView } from './card-view.js'

/** What the page would share now, and what the user has shared. */
export function CardsTab(): JSX.Element {
  const { simulator, t } = usePanel()
  useChanges(simulator)
  const shared = [...simulator.shared].reverse()
  const card = simulator.card('appMessage')
  return (
    <>
      <section class="section">
        <h2>{t('发送给朋友', 'Send to a friend')}</h2>
        <CardView card={card} />
        <CardFacts card={card} />
      </section>
      <section class="section">
        <h2>{t('分享到朋友圈', 'Share on Moments')}</h2>
        <CardView card={simulator.card('timeline')} />
      </section>
      {shared.length > 0 && (
        <section class="section">
          <h2>{t('已分享', 'Shared')}</h2>
          <ol class="list">
            {shared.map(({ item, title, link }, index) => (
              <li key={shared.length - index} class="row">
                <span class="grow">
                  {title || link}
                  <span class="soft small"> · {t(MENU_ITEMS[item].zh, MENU_ITEMS[item].en)}</span>
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
