/** Simulates WeChat in this page, with its panel: menu, cards and sheets. */
import { installSimulator } from 'wx-ready/simulator'
import { language } from '../common/language.js'

const CLIENTS = ['android', 'ios', 'harmony', 'windows', 'mac', 'linux']

/** `?client=ios`, `?miniprogram` and `?notags` change what is simulated. */
export function simulate() {
  const asked = new URLSearchParams(location.search)
  return installSimulator({
    client: CLIENTS.find(name => name === asked.get('client')),
    miniProgram: asked.has('miniprogram'),
    ...(asked.has('notags') && { openTagsError: 'this version of WeChat does not support open tags' }),
    panel: true,
    language,
    // A real client takes some time.
    latency: 40,
    bridgeReady: 60,
  })
}
