import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { usePanel } from '../panel.js'
import { Buttons } from '../ui/buttons.js'
import { CheckField } from '../ui/field.js'
import { Sheet } from '../ui/sheet.js'
import type { SheetProps } from './sheet-props.js'

/** Encrypted codes, as WeChat passes them to pages. */
const CODE = 'XIbXg6LzhgXxDSpQbNsZDw=='

/** The cards that the page offers: the user adds some of them. */
export function AddCardSheet({ parameters, settle }: SheetProps<'addCard'>): JSX.Element {
  const { t } = usePanel()
  const cards = parameters.cardList ?? []
  const add = (chosen: ReadonlySet<number>) =>
    settle({
      cardList: cards.map((card, index) => ({
        ...card,
        isSuccess: chosen.has(index),
        code: chosen.has(index) ? CODE : '',
      })),
    })
  return (
    <CardList
      title={t('添加到卡包', 'Add to Cards & Offers')}
      confirm={t('添加', 'Add')}
      cards={cards.map(({ cardId }) => ({ title: t('卡券', 'Card'), id: cardId }))}
      allChosen
      onConfirm={add}
      onCancel={() => settle('cancel')}
    />
  )
}

/** The user's own cards that the filter of the page allows. */
export function ChooseCardSheet({ parameters, settle }: SheetProps<'chooseCard'>): JSX.Element {
  const { t } = usePanel()
  const { cardId } = parameters
  const cards = cardId
    ? [{ title: t('满 100 减 20', '20 off'), id: cardId }]
    : [
        { title: t('满 100 减 20', '20 off'), id: 'pSimulated0000000000000CASH' },
        { title: t('免费咖啡一杯', 'A free coffee'), id: 'pSimulated0000000000000GIFT' },
      ]
  const choose = (chosen: ReadonlySet<number>) =>
    settle({
      cardList: cards
        .filter((_card, index) => chosen.has(index))
        .map(({ id }) => ({ card_id: id, encrypt_code: CODE })),
    })
  return (
    <CardList
      title={t('选择卡券', 'Choose a card')}
      confirm={t('使用', 'Use')}
      cards={cards}
      onConfirm={choose}
      onCancel={() => settle('cancel')}
    />
  )
}

/** The cards that the page shows from the user's own. */
export function OpenCardSheet({ parameters, settle }: SheetProps<'openCard'>): JSX.Element {
  const { t } = usePanel()
  return (
    <Sheet title={t('我的卡券', 'Your cards')} onCancel={() => settle({})}>
      <ul class="list">
        {(parameters.cardList ?? []).map(({ cardId, code }) => (
          <li key={`${cardId} ${code}`} class="row">
            <span class="grow">
              {t('卡券', 'Card')} <span class="soft mono">{cardId}</span>
              <br />
              <span class="soft mono">{code}</span>
            </span>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

interface CardListProps {
  title: string
  confirm: string
  cards: readonly { title: string; id: string }[]
  allChosen?: boolean
  onConfirm(chosen: ReadonlySet<number>): void
  onCancel(): void
}

function CardList({ title, confirm, cards, allChosen, onConfirm, onCancel }: CardListProps): JSX.Element {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(allChosen ? cards.keys() : [0]))
  const toggle = (index: number, checked: boolean) => {
    const changed = new Set(chosen)
    if (checked) changed.add(index)
    else changed.delete(index)
    setChosen(changed)
  }
  return (
    <Sheet title={title} onCancel={onCancel}>
      <ul class="list cards">
        {cards.map((card, index) => (
          <li key={index}>
            <CheckField
              checked={chosen.has(index)}
              onChange={checked => toggle(index, checked)}
              label={
                <>
                  {card.title}
                  <br />
                  <span class="soft mono">{card.id}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
      <Buttons
        confirm={confirm}
        disabled={chosen.size === 0}
        onConfirm={() => onConfirm(chosen)}
        onCancel={onCancel}
      />
    </Sheet>
  )
}
