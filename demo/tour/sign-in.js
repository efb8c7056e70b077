/** Signing in: WeChat asks the user, and the server starts a session. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { button } from '../common/run.js'
import { get, post } from '../common/server.js'

export const signIn = {
  id: 'sign-in',
  title: t('网页授权登录', 'Sign in'),
  shortTitle: t('登录', 'Sign in'),
  lead: t(
    '跳转到微信的授权页：选一个用户，拒绝，或以快照页的虚拟用户继续。',
    'WeChat’s page asks: choose a user, refuse, or continue as the virtual user of a snapshot page.',
  ),
  serverCode: 'loginHandler(oauth, { redirectUri, cookieSecret, scope, onLogin })',
  content() {
    const user = h('p', { id: 'user', role: 'status' })
    const link = h(
      'a',
      { className: 'button', id: 'signIn', href: loginPath() },
      t('微信登录', 'Sign in with WeChat'),
    )
    const signOut = async () => {
      await post('/demo/sign-out')
      showUser(null)
    }
    const signOutButton = button(t('退出登录', 'Sign out'), signOut, { className: 'plain', id: 'signOut' })
    const showUser = me => {
      user.replaceChildren(...describe(me))
      link.hidden = me !== null
      signOutButton.hidden = me === null
    }
    // A route of the app may have changed the URL.
    link.onclick = () => {
      link.href = loginPath()
    }
    showUser(null)
    get('/demo/me').then(showUser)
    return [h('div', { className: 'actions' }, link, signOutButton), user]
  },
}

/** Where the user comes back to: this page, without what an earlier login has added. */
function loginPath() {
  const back = new URL(location.href)
  back.searchParams.delete('wx_login')
  back.hash = 'sign-in'
  return `/wx/login?return=${encodeURIComponent(back.pathname + back.search + back.hash)}`
}

function describe(me) {
  if (!me && new URLSearchParams(location.search).get('wx_login') === 'refused')
    return [t('你拒绝了授权，没有登录。', 'You refused: nobody is signed in.')]
  if (!me) return [t('未登录。', 'Nobody is signed in.')]
  const snapshot = t(
    '快照页的虚拟用户，不应允许下单',
    'the virtual user of a snapshot page, who should not order',
  )
  return [
    t('已登录：', 'Signed in: '),
    h('strong', {}, me.nickname),
    me.isSnapshot ? ` (${snapshot}) ` : ' ',
    h('code', {}, me.openid),
  ]
}
