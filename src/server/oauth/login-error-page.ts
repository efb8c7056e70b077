import { ERROR_POLICY } from '../error-policy.js'
import type { LoginFailure } from './login-types.js'

/** The default response to a failed login: a page with a link to try again. */
export function loginErrorPage({ error, status, retryUrl }: LoginFailure): Response {
  // A serialized URL contains neither quotes nor <.
  const href = retryUrl.replaceAll('&', '&amp;')
  const page = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>登录失败</title>
<p>登录失败，请重试。</p>
<p lang="en">Login failed. Please try again.</p>
<p><a href="${href}">重试 · Try again</a></p>
</html>
`
  const retryAfter = error && ERROR_POLICY[error.code].retryAfter
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
  })
}
