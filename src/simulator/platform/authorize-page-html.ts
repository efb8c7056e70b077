import type { SimulatedUser } from './users.js'

/** What the consent page asks. */
export interface ConsentRequest {
  appId: string
  scope: string
  users: readonly SimulatedUser[]
  /** The `openid` of the user who is selected first. */
  visitor: string | undefined
  /** Of the browser: `Accept-Language`. */
  language: string
}

/**
 * The page on which the user allows the account to know them, or not: as one of the users, or as the virtual user of a snapshot
 * page (快照页). It posts the choice to its own URL.
 */
export function consentPage({ appId, scope, users, visitor, language }: ConsentRequest): Response {
  const isChinese = /^zh\b/i.test(language)
  const t = (zh: string, en: string) => (isChinese ? zh : en)
  const people = users.map(({ openid, nickname }) => {
    const [initial = ''] = nickname
    return `
      <label>
        <input type="radio" name="user" value="${escapeHtml(openid)}"${openid === visitor ? ' checked' : ''}>
        <span class="avatar" aria-hidden="true">${escapeHtml(initial)}</span>
        <span>${escapeHtml(nickname)}</span>
      </label>`
  })
  const what =
    scope === 'snsapi_userinfo'
      ? t('获取你的昵称、头像、地区及性别', 'Know your nickname, picture, region and sex')
      : t('识别你的身份（openid）', 'Recognize you (openid)')
  const html = `<!doctype html>
<html lang="${t('zh-CN', 'en')}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t('微信登录', 'Sign in with WeChat')}</title>
<style>${STYLE}</style>
<main>
  <header>
    <span class="logo" aria-hidden="true">${t('公', 'A')}</span>
    <h1>${t('公众号申请使用你的信息', 'An account asks for your data')}</h1>
    <p>${escapeHtml(appId)}</p>
  </header>
  <form method="post">
    <p class="scope">${what}</p>
    <fieldset>
      <legend>${t('以此身份登录', 'Sign in as')}</legend>
      ${people.join('')}
    </fieldset>
    <button name="choice" value="allow" class="primary" autofocus>${t('允许', 'Allow')}</button>
    <button name="choice" value="refuse">${t('拒绝', 'Refuse')}</button>
    <button name="choice" value="snapshot" class="link">${t('以快照页的虚拟用户继续', 'Continue as the virtual user of a snapshot page')}</button>
  </form>
  <footer>${t('这是模拟器的授权页，不会连接微信。', 'This is the simulator: nothing is sent to WeChat.')}</footer>
</main>
</html>`
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}

const STYLE = `
:root { color-scheme: light dark; --ground: #ededed; --surface: #fff; --text: rgb(0 0 0 / 90%); --soft: rgb(0 0 0 / 60%); --line: rgb(0 0 0 / 12%); --accent: #067a38; --on: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ground: #111; --surface: #1e1e1e; --text: rgb(255 255 255 / 88%); --soft: rgb(255 255 255 / 62%); --line: rgb(255 255 255 / 14%); --accent: #3ad07f; --on: #03210f }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif }
main { max-width: 420px; min-height: 100vh; margin: 0 auto; padding: 48px 24px 24px; display: flex; flex-direction: column }
header { text-align: center; margin-bottom: 24px }
.logo { display: grid; place-items: center; width: 64px; height: 64px; margin: 0 auto 16px; border-radius: 14px; font-size: 28px; background: var(--accent); color: var(--on) }
h1 { margin: 0; text-wrap: balance; font-size: 20px; line-height: 28px; font-weight: 600 }
header p, .scope, legend, footer { color: var(--soft); font-size: 14px }
header p, .scope { margin: 6px 0 0; overflow-wrap: anywhere }
.scope { margin: 0 0 20px; padding: 16px 0; text-align: center; border-block: 1px solid var(--line) }
fieldset { margin: 0 0 24px; padding: 0; border: 0 }
legend { padding: 0; margin-bottom: 8px }
label { display: flex; align-items: center; gap: 12px; padding: 10px 16px; background: var(--surface); cursor: pointer }
label:first-of-type { border-radius: 10px 10px 0 0 }
label:last-of-type { border-radius: 0 0 10px 10px }
label + label { border-top: 1px solid var(--line) }
input { width: 18px; height: 18px; margin: 0; accent-color: var(--accent) }
.avatar { display: grid; place-items: center; width: 36px; height: 36px; border-radius: 6px; color: #fff; background: #3d6a99 }
button { display: block; width: 100%; min-height: 48px; margin-top: 12px; border: 1px solid var(--line); border-radius: 8px; font: inherit; font-weight: 500; color: var(--text); background: var(--surface); cursor: pointer }
button.primary { border-color: transparent; background: var(--accent); color: var(--on) }
button.link { border: 0; background: none; color: var(--soft); font-weight: 400; font-size: 14px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
footer { margin-top: auto; padding-top: 24px; text-align: center; font-size: 13px }
`
