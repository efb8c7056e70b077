import { expect, it } from 'vitest'
import { allows, policiesOf } from '../../src/command/doctor/content-security-policy.js'

const PAGE = 'https://www.example.com/shop'
const SCRIPT = 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js'
const ENDPOINT = 'https://api.example.com/Wx/Sign'

/** Whether a page with this policy may request the URL. */
function connects(source: string, url: string = ENDPOINT, page: string = PAGE): boolean {
  const policies = policiesOf({ headers: { 'content-security-policy': `connect-src ${source}` }, text: '' })
  return policies.every(policy => allows(policy, 'connect-src', url, page))
}

/** Whether a page with these elements may load WeChat's script. */
function loads(html: string, header?: string): boolean {
  const headers = header === undefined ? {} : { 'content-security-policy': header }
  return policiesOf({ headers, text: html }).every(policy => allows(policy, 'script-src', SCRIPT, PAGE))
}

const meta = (policy: string, name = 'Content-Security-Policy') =>
  `<meta http-equiv="${name}" content="${policy}">`

it.each([
  ['*'],
  ['https:'],
  ['http:'],
  ['https://*'],
  ['*:443'],
  ['*:*'],
  ['api.example.com'],
  ['API.Example.com'],
  ['HTTPS://api.example.com'],
  ['http://api.example.com'],
  ['https://api.example.com:443'],
  ['http://api.example.com:80'],
  ['https://*.example.com'],
  ['https://api.example.com/'],
  ['https://api.example.com/Wx/'],
  ['https://api.example.com/Wx/Sign'],
  ["'self' https://cdn.example https://api.example.com"],
])('the source %s allows an endpoint', source => {
  expect(connects(source)).toBe(true)
})

it.each([
  ["'none'"],
  ["'self'"],
  [''],
  ['wss:'],
  ['https://example.com'],
  ['https://*.api.example.com'],
  ['https://api.example.com:8443'],
  ['https://api.example.com/wx/sign'],
  ['https://api.example.com/Wx'],
])('the source %s does not allow it', source => {
  expect(connects(source)).toBe(false)
})

it('a source without a port covers the default port only', () => {
  expect(connects('https://api.example.com', 'https://api.example.com:8443/sign')).toBe(false)
  expect(connects('https://api.example.com:8443', 'https://api.example.com:8443/sign')).toBe(true)
  expect(connects('api.example.com:443', 'http://api.example.com/sign', 'http://a.example/')).toBe(false)
})

it('a source without a scheme has that of the page', () => {
  expect(connects('api.example.com', 'http://api.example.com/sign')).toBe(false)
  expect(connects('api.example.com', 'http://api.example.com/sign', 'http://a.example/')).toBe(true)
  expect(connects('api.example.com', ENDPOINT, 'http://a.example/')).toBe(true)
})

it("'self' covers https on an http page", () => {
  expect(connects("'self'", 'https://a.example/sign', 'http://a.example/')).toBe(true)
  expect(connects("'self'", 'http://a.example/sign', 'https://a.example/')).toBe(false)
})

it('browsers ignore a source that is an IPv6 address', () => {
  expect(connects('http://[::1]:3000', 'http://[::1]:3000/sign', 'http://[::1]:5173/')).toBe(false)
})

it('the first of two directives with the same name counts', () => {
  expect(loads('', "script-src https://res.wx.qq.com; script-src 'self'")).toBe(true)
  expect(loads('', "script-src 'self'; script-src https://res.wx.qq.com")).toBe(false)
})

it("a nonce and 'strict-dynamic' allow the script, a hash of another one does not", () => {
  expect(loads('', "script-src 'nonce-abc'")).toBe(true)
  expect(loads('', "script-src 'strict-dynamic' 'sha256-abc'")).toBe(true)
  expect(loads('', "script-src 'self' 'sha256-abc'")).toBe(false)
})

it('each policy counts, of the header and of elements', () => {
  expect(loads('', "script-src https://res.wx.qq.com, default-src 'self'")).toBe(false)
  expect(loads(meta("default-src 'self'"), 'script-src *')).toBe(false)
  expect(loads(meta('script-src &#39;self&#39; https://res.wx.qq.com'))).toBe(true)
  expect(loads(`<META content='script-src https://a.example' HTTP-EQUIV=content-security-policy>`)).toBe(
    false,
  )
})

it('an element that browsers ignore does not count', () => {
  const policy = "script-src 'self'"
  expect(loads(meta(policy))).toBe(false)
  expect(loads(meta(policy, 'Content-Security-Policy-Report-Only'))).toBe(true)
  expect(loads(`<!-- ${meta(policy)} -->`)).toBe(true)
  expect(loads(`<noscript>${meta(policy)}</noscript>`)).toBe(true)
  expect(loads(`<script>const html = '${meta(policy).replaceAll("'self'", 'a.example')}'</script>`)).toBe(
    true,
  )
  // What follows an ignored one counts again.
  expect(loads(`<script src="a.js"></script><!-- a --><noscript></noscript>${meta(policy)}`)).toBe(false)
})
