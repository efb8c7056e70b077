/** A single-page app: each route has a URL of its own, which is signed and verified. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { button, output, show } from '../common/run.js'
import { createSteps } from './steps.js'

export const routes = {
  id: 'routes',
  title: t('单页应用的路由', 'Routes of a single-page app'),
  shortTitle: t('路由', 'Routes'),
  lead: t(
    'pushState 之后，Android 和电脑端校验新的 URL，iOS 仍校验进入页面时的 URL。签名的 URL 必须与之一致。',
    'After pushState, Android and desktops check the new URL; iOS keeps checking the one that the page was opened with. The signature must be for that URL.',
  ),
  code: [goToNextRoute],
  content({ wx, simulator, steps }) {
    const result = output()
    const urls = h('dl', { className: 'facts' })
    const chart = createSteps()
    const showUrls = () => urls.replaceChildren(...describe(wx, simulator))
    const verify = async verified => {
      steps.length = 0
      await show(result, verified, () => t('页面已验证', 'The page is verified'))
      chart.draw(steps)
      showUrls()
    }
    wx.subscribe(showUrls)
    simulator?.subscribe(showUrls)
    addEventListener('popstate', wx.navigated)
    showUrls()
    verify(() => wx.ready())
    return [
      h(
        'div',
        { className: 'actions' },
        button(t('下一个路由', 'Next route'), () => verify(() => goToNextRoute(wx)), { id: 'move' }),
        button('wx.refresh()', () => verify(() => wx.refresh()), { className: 'plain' }),
      ),
      urls,
      chart.element,
      result,
    ]
  },
}

/** What a router does, and `router.afterEach(wx.navigated)`. */
async function goToNextRoute(wx) {
  history.pushState(null, '', nextRoute())
  wx.navigated()
  await wx.ready()
}

function nextRoute() {
  const [, here = '1'] = /^\/route\/(\d+)/.exec(location.pathname) ?? []
  return `/route/${Number(here) + 1}${location.search}`
}

function describe(wx, simulator) {
  const { url, appId } = wx.state
  const checked = simulator?.verifications.at(-1)?.checkedUrl
  const facts = [
    [t('页面 URL', 'URL of the page'), location.href.split('#')[0], 'page'],
    [t('签名的 URL', 'URL that is signed'), url, 'signed'],
    [t('客户端校验的 URL', 'URL that the client checks'), checked, 'checked'],
    ['appId', appId, 'appId'],
  ]
  return facts
    .filter(([, value]) => value)
    .flatMap(([name, value, which]) => [h('dt', {}, name), h('dd', { 'data-url': which }, value)])
}
