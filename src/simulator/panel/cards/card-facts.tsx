import type { JSX } from 'preact'
import { Facts } from '../../../inspector/view/facts.js'
import type { SharedCard } from '../../page/simulator-types.js'
import { usePanel } from '../panel.js'

/** Where a card comes from, and where it leads. */
export function CardFacts({ card }: { card: SharedCard }): JSX.Element {
  const { t } = usePanel()
  return (
    <Facts
      facts={[
        [t('数据来源', 'Data'), t(...SOURCES[card.source])],
        ['link', card.link || '—'],
        ['imgUrl', card.imgUrl || '—'],
      ]}
    />
  )
}

const SOURCES: Readonly<Record<SharedCard['source'], readonly [zh: string, en: string]>> = {
  'page-data': ['页面预先设置', 'set by the page'],
  'menu-handler': ['点击菜单时由页面提供', 'given by the page’s menu handler'],
  default: ['微信默认', 'WeChat’s default'],
}
