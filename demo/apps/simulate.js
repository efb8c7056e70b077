/**
 * Classic script, loaded before the app, that simulates WeChat and shows it around the page. `?client=ios` selects the client for the whole visit; the
 * default follows the browser's user agent.
 */
const asked = new URLSearchParams(location.search).get('client')
if (asked) sessionStorage.setItem('client', asked)
const client = sessionStorage.getItem('client') ?? undefined

// The server has defined it, with the path of WeChat's script.
window.demo.simulator = WxReadySimulator.installSimulator({ client, panel: true, latency: 20 })
