import type { JSX } from 'preact'
import type { CardProblem, SharedCard } from '../../page/simulator-types.js'
import { usePanel } from '../panel.js'
import { Icon } from '../ui/icon.js'
import type { PictureState } from './picture.js'

type Problem = CardProblem | 'failed-picture' | 'small-picture'

/** What is wrong with a card, and what to do. */
export function Problems({ card, picture }: { card: SharedCard; picture: PictureState }): JSX.Element {
  const { t } = usePanel()
  const problems: Problem[] = [...card.problems]
  if (picture === 'failed') problems.push('failed-picture')
  if (picture === 'small') problems.push('small-picture')
  return problems.length === 0 ? (
    <p class="verdict">
      <Icon name="check" size={18} />
      {t('卡片没有问题', 'Nothing is wrong with this card')}
    </p>
  ) : (
    <ul class="problems" aria-label={t('问题', 'Problems')}>
      {problems.map(problem => (
        <li key={problem} data-problem={problem}>
          <Icon name="warning" size={18} />
          <span>{t(...TEXTS[problem])}</span>
        </li>
      ))}
    </ul>
  )
}

const TEXTS: Readonly<Record<Problem, readonly [zh: string, en: string]>> = {
  'no-title': [
    '没有标题：微信会显示链接。请设置 title。',
    'There is no title: WeChat shows the link. Set a title.',
  ],
  'no-picture': [
    '没有图片：微信会显示灰色图标。请设置 imgUrl。',
    'There is no picture: WeChat shows a grey icon. Set imgUrl.',
  ],
  'relative-link': [
    'link 不是完整 URL：请以 https:// 开头。',
    'The link is not a complete URL: begin it with https://.',
  ],
  'relative-picture': [
    'imgUrl 不是完整 URL：请以 https:// 开头。',
    'The picture is not a complete URL: begin it with https://.',
  ],
  'foreign-domain': [
    'link 的域名不在公众号的 JS 接口安全域名中：微信会忽略这些数据。',
    'The domain of the link is not a JS domain (JS接口安全域名) of the account: WeChat ignores the data.',
  ],
  'long-title': ['标题过长：卡片上只显示两行。', 'The title is too long: a card shows two lines.'],
  'long-desc': ['描述过长：卡片上只显示三行。', 'The description is too long: a card shows three lines.'],
  'other-url': [
    '数据是在另一个 URL 上设置的：路由变化后请重新设置。',
    'The data was set on another URL: set it again after a navigation.',
  ],
  'not-set': [
    '页面没有设置分享数据：这是微信的默认卡片。请调用 updateAppMessageShareData 或 share()。',
    'The page has set no share data: this is WeChat’s default. Call updateAppMessageShareData or share().',
  ],
  'failed-picture': [
    '图片加载失败：请检查 imgUrl 能否不登录、不带来源直接访问。',
    'The picture does not load: check that imgUrl can be read without a login or a referrer.',
  ],
  'small-picture': [
    '图片小于 300 × 300 像素：在高分辨率屏幕上会模糊。',
    'The picture is smaller than 300 × 300 px: it is blurred on dense screens.',
  ],
}
