import type { JSX } from 'preact'
import type { Translate } from './i18n.js'
import { compareUrls, type UrlDifferenceKind } from './url-difference.js'

interface UrlComparisonProps {
  /** The URL that was signed; `undefined` if it is unknown. */
  signed: string | undefined
  /** The URL that WeChat checked. */
  checked: string
  /** What to call them, if not that. */
  names?: readonly [checked: string, signed: string]
  t: Translate
}

/** The URL that was signed below the one that WeChat checked, with the difference marked. */
export function UrlComparison({ signed, checked, names, t }: UrlComparisonProps): JSX.Element {
  const [nameOfChecked, nameOfSigned] = names ?? [
    t('校验的 URL', 'Checked URL'),
    t('签名的 URL', 'Signed URL'),
  ]
  const difference = signed === undefined ? undefined : compareUrls(signed, checked)
  return (
    <dl class="wi-facts">
      <dt>{nameOfChecked}</dt>
      <dd class="wi-mono">{difference ? <Pieces {...difference} middle={difference.second} /> : checked}</dd>
      <dt>{nameOfSigned}</dt>
      <dd class="wi-mono">
        {difference ? (
          <Pieces {...difference} middle={difference.first} />
        ) : (
          (signed ?? <span class="wi-soft">{t('未知', 'unknown')}</span>)
        )}
      </dd>
      {difference && (
        <>
          <dt>{t('差别', 'Difference')}</dt>
          <dd>{describe(difference.kind, t)}</dd>
        </>
      )}
    </dl>
  )
}

/** A missing piece is shown too: otherwise it would not be seen what one URL lacks. */
function Pieces(props: { start: string; middle: string; end: string }): JSX.Element {
  return (
    <>
      {props.start}
      <mark class={props.middle ? 'wi-mark' : 'wi-mark wi-gap'}>{props.middle}</mark>
      {props.end}
    </>
  )
}

function describe(kind: UrlDifferenceKind | undefined, t: Translate): string {
  switch (kind) {
    case 'hash':
      return t('只差 # 及其后面的部分：签名时要去掉。', 'Only the #…: leave it out of the URL to sign.')
    case 'escaped':
      return t('& 被转义成了 &amp;：要签原始的 URL。', '& was escaped as &amp;: sign the URL as it was sent.')
    case 'scheme':
      return t('只差 http 和 https。', 'Only http and https differ.')
    case 'slash':
      return t('只差结尾的 /：签名时不要改写 URL。', 'Only the last slash: do not rewrite the URL.')
    case 'encoded':
      return t('编码不同：收到什么就签什么。', 'The encoding: sign the URL as it was sent.')
    case 'query':
      return t(
        '只差 ? 后面的参数：它们也参与签名。',
        'The query after the ?: it is a part of the URL to sign.',
      )
    case 'path':
      return t(
        '是同一个网站的另一个页面：例如跳转或 pushState 之前的 URL。',
        'Another page of the site, for example the one before a redirect or a pushState.',
      )
    default:
      return t('是另一个网站的 URL。', 'The URL of another site.')
  }
}
