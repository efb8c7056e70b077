/** Small apps to start from. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'

const APPS = [
  ['vue', t('vue-router（history 模式）', 'vue-router in history mode')],
  ['react', 'react-router'],
  ['pages', t('多页面加 script 标签', 'Several pages with a script tag')],
  [
    'server-rendered',
    t('服务端渲染并签名，类似 Next.js', 'Rendered and signed on the server, as with Next.js'),
  ],
]

export const apps = {
  id: 'apps',
  title: t('示例应用', 'Small apps'),
  lead: t(
    '可以直接参考的完整项目，每个页面都能分享。',
    'Complete projects to start from. Each of their pages can be shared.',
  ),
  content: ({ apps }) => [
    h(
      'ul',
      { className: 'links' },
      ...APPS.filter(([path]) => apps.includes(path)).map(([path, name]) =>
        h('li', {}, h('a', { href: `/${path}/walk/weir` }, name), h('code', {}, `demo/apps/${path}`)),
      ),
    ),
  ],
}
