// The ways to one and the same call, on a bridge that answers at once.
import { createWx } from '../../../dist/browser/index.js'

const throughScript = createWx({ signature: '/wx/signature', script: VENDOR_SCRIPT })
const overBridge = createWx({
  signature: '/wx/signature',
  script: () => Promise.reject(new Error('this one has no script')),
})

/** Each makes so many calls, one after the other. */
const ways = {
  raw(count) {
    let answered = 0
    const callback = () => {
      answered += 1
    }
    for (let call = 0; call < count; call += 1) WeixinJSBridge.invoke('getNetworkType', {}, callback)
    if (answered !== count) throw new Error(`${answered} of ${count} were answered`)
  },
  async vendor(count) {
    for (let call = 0; call < count; call += 1) {
      await new Promise((success, fail) => jWeixin.getNetworkType({ success, fail }))
    }
  },
  async throughScript(count) {
    for (let call = 0; call < count; call += 1) await throughScript.getNetworkType()
  },
  async overBridge(count) {
    for (let call = 0; call < count; call += 1) await overBridge.getNetworkType()
  },
}

window.calls = {
  /** Makes the page ready, and makes sure that each way goes where its name says. */
  async begin() {
    await Promise.all([throughScript.ready(), throughScript.loadVendor(), overBridge.ready()])
    const { getNetworkType } = jWeixin
    let calls = 0
    jWeixin.getNetworkType = options => {
      calls += 1
      getNetworkType(options)
    }
    await ways.overBridge(1)
    if (calls !== 0) throw new Error('a call over the bridge went through the script')
    await ways.throughScript(1)
    if (calls !== 1) throw new Error('a call through the script went over the bridge')
    jWeixin.getNetworkType = getNetworkType
  },
  /** @returns µs for each call */
  async time(way, count) {
    const start = performance.now()
    await ways[way](count)
    return ((performance.now() - start) / count) * 1000
  },
}
