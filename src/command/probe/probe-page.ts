/**
 * Runs in the page that a phone opens. It uses the bridge of WeChat directly, so that it measures the client and not this
 * library, and nothing that asks the user.
 */

interface Signature {
  appId: string
  timestamp: number
  nonceStr: string
  signature: string
}

interface Bridge {
  invoke(name: string, parameters: object, callback: (answer: unknown) => void): void
}

interface Step {
  name: string
  /** What WeChat answered, as it is. `no answer` after 5 s. */
  answer: unknown
  ms: number
}

const NO_ANSWER_AFTER = 5000
const BRIDGE_LIMIT = 10_000

/** Harmless ones, and their clients' names are the same. */
const LISTED = 'hideMenuItems'
const UNLISTED = 'showMenuItems'

/** All names that `checkJsApi` is asked for. */
const APIS =
  'checkJsApi updateAppMessageShareData updateTimelineShareData onMenuShareTimeline onMenuShareAppMessage onMenuShareQQ onMenuShareWeibo onMenuShareQZone startRecord stopRecord onVoiceRecordEnd playVoice pauseVoice stopVoice onVoicePlayEnd uploadVoice downloadVoice chooseImage previewImage uploadImage downloadImage getLocalImgData translateVoice getNetworkType openLocation getLocation hideOptionMenu showOptionMenu hideMenuItems showMenuItems hideAllNonBaseMenuItem showAllNonBaseMenuItem closeWindow scanQRCode chooseWXPay openProductSpecificView addCard chooseCard openCard startSearchBeacons stopSearchBeacons onSearchBeacons requestMerchantTransfer openAddress openEnterpriseChat'.split(
    ' ',
  )

const opened = performance.now()
const bridgeAtStart = 'WeixinJSBridge' in window
const landing = location.href.split('#')[0] as string
const steps: Step[] = []
const status = document.querySelector('#status') as HTMLElement

void run()

async function run(): Promise<void> {
  try {
    const bridgeAfter = await waitForBridge()
    await measure()
    await send({ bridgeAfter })
  } catch (error) {
    show(String((error as Error | undefined)?.message ?? error))
  }
}

/** The steps, in this order: later ones change the URL and the permissions of the page. */
async function measure(): Promise<void> {
  const first = await sign(landing)
  await verify('right signature', first, [LISTED])
  await verify('same signature again', first, [LISTED])
  await verify('same signature, longer list', first, [LISTED, 'getNetworkType'])
  await call('listed API', LISTED, { menuList: [] })
  await call('API that is not listed', UNLISTED, { menuList: [] })
  await call('API that does not exist', 'noSuchApiOfWeChat', {})
  await call('checkJsApi', 'checkJsApi', { jsApiList: APIS })
  await verify('wrong signature', { ...first, signature: `${first.signature.slice(1)}0` }, [LISTED])
  // The refusal may have taken the permissions away.
  await verify('right signature after a wrong one', first, [LISTED])
  history.pushState(null, '', `${location.pathname}?pushed=1`)
  await call('listed API after pushState', LISTED, { menuList: [] })
  await verify('landing URL after pushState', first, [LISTED])
  const pushed = location.href.split('#')[0] as string
  await verify('current URL after pushState', await sign(pushed), [LISTED])
  location.hash = 'part'
  await call('listed API after a change of the hash', LISTED, { menuList: [] })
  history.replaceState(null, '', `${location.pathname}?replaced=1`)
  await verify('landing URL after replaceState', first, [LISTED])
  await verify('current URL after replaceState', await sign(location.href.split('#')[0] as string), [LISTED])
}

function verify(name: string, signature: Signature, verifyJsApiList: string[]): Promise<void> {
  const { appId, timestamp, nonceStr } = signature
  return call(name, 'preVerifyJSAPI', {
    appId,
    verifyAppId: appId,
    verifySignType: 'sha1',
    verifyTimestamp: String(timestamp),
    verifyNonceStr: nonceStr,
    verifySignature: signature.signature,
    verifyJsApiList,
  })
}

async function call(name: string, api: string, parameters: object): Promise<void> {
  show(name)
  const start = performance.now()
  const { WeixinJSBridge: bridge } = window as unknown as { WeixinJSBridge: Bridge }
  const answer = await new Promise<unknown>(resolve => {
    const timer = setTimeout(() => resolve('no answer'), NO_ANSWER_AFTER)
    bridge.invoke(api, parameters, answer => {
      clearTimeout(timer)
      resolve(answer)
    })
  })
  steps.push({ name, answer, ms: Math.round(performance.now() - start) })
}

async function sign(url: string): Promise<Signature> {
  const response = await fetch(`/wx/signature?url=${encodeURIComponent(url)}`)
  if (!response.ok) throw new Error(`The signature failed: HTTP ${response.status} ${await response.text()}`)
  return response.json() as Promise<Signature>
}

/** @returns after how many ms the bridge was there */
function waitForBridge(): Promise<number> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if ('WeixinJSBridge' in window) resolve(Math.round(performance.now() - opened))
      else if (performance.now() - opened > BRIDGE_LIMIT)
        reject(new Error('There is no WeixinJSBridge: open this page in WeChat.'))
      else setTimeout(look, 20)
    }
    look()
  })
}

async function send({ bridgeAfter }: { bridgeAfter: number }): Promise<void> {
  const { WeixinJSBridge: bridge, __wxjs_environment: environment } = window as unknown as Record<
    string,
    object
  >
  const result = {
    userAgent: navigator.userAgent,
    landing,
    bridge: {
      atStart: bridgeAtStart,
      afterMs: bridgeAfter,
      members: Object.keys(bridge as object),
      environment,
    },
    steps,
  }
  const text = JSON.stringify(result, null, 2)
  const response = await fetch(`${landing.split('?')[0]}/result`, { method: 'POST', body: text })
  show(response.ok ? 'Done. 完成。' : `The result could not be saved: HTTP ${response.status}`)
  ;(document.querySelector('#result') as HTMLElement).textContent = text
}

function show(text: string): void {
  status.textContent = text
}

export {}
