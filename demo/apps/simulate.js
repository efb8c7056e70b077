/**
 * For a classic script tag before an app's own: WeChat without a phone. Which one, `?client=ios` says, for the whole visit;
 * without that the browser's own user agent.
 */
const asked = new URLSearchParams(location.search).get('client')
if (asked) sessionStorage.setItem('client', asked)
const client = sessionStorage.getItem('client') ?? undefined

window.demo = {
  simulator: WxReadySimulator.installSimulator({ client, latency: 20 }),
  script: '/vendor/jweixin-1.6.0.js',
}
