import type { MenuItem } from '../../../types/names.js'
import { createAnswerBook } from './answer-book.js'
import { ANSWERABLE, DENIABLE, eventNameOf, listedNameOfScript } from './api-names.js'
import type { Person } from './api-types.js'
import { createBridge } from './bridge.js'
import { createChangeNotifier } from './change-notifier.js'
import { createClock } from './clock.js'
import { KINDS, replaceUserAgent, setClientGlobals } from './environment.js'
import { createFontSize } from './font-size.js'
import { injectBridge } from './inject-bridge.js'
import { linkPlatform } from './link-platform.js'
import { createLocalMedia } from './local-media.js'
import { createMenu } from './menu.js'
import { pressMenuItem } from './menu-press.js'
import { checkName } from './nearest-name.js'
import { createOpenTags } from './open-tags.js'
import { checkOptionNames } from './option-names.js'
import { landingHref, withoutHash } from './page-urls.js'
import { openPanel } from './panel-loader.js'
import { createPermissions } from './permissions.js'
import { createPhone } from './phone.js'
import { createShareState, SHARE_ITEMS } from './share.js'
import type { DeniableApi, SharedCard, Simulator, SimulatorOptions } from './simulator-types.js'
import { createSettingsStore } from './stored-settings.js'
import { createTransfers } from './transfers.js'
import { clientFromUserAgent, MINI_PROGRAM_SUFFIX, userAgentOf, versionFromUserAgent } from './user-agents.js'
import { createVerifier } from './verification.js'
import { toWireEvent } from './wire-format.js'

/**
 * Simulates WeChat in this page. The bridge checks signatures as WeChat does: it computes the signature from the platform's
 * ticket and the URL that this kind of client checks. A simulator that is already installed is replaced.
 *
 * @throws {Error} in WeChat itself, which has a bridge of its own
 * @throws {TypeError} if there is no such option or API; the message names similar ones
 * @example
 * const simulator = installSimulator({ client: 'ios' })
 * await createWx({ signature: '/wx/signature' }).ready()
 */
export function installSimulator(given: SimulatorOptions = {}): Simulator {
  checkOptionNames(given)
  const page = window as SimulatedWindow
  page[CURRENT]?.uninstall()
  if (page.WeixinJSBridge !== undefined)
    throw new Error(
      'This page already has a WeixinJSBridge: open it outside WeChat, and without another simulator.',
    )

  const store = createSettingsStore()
  const options = given.panel ? { ...given, ...store.current } : given
  for (const api of options.deny ?? []) checkName(api, DENIABLE, 'API')
  const detected = clientFromUserAgent(window.navigator.userAgent)
  const { client = detected ?? 'android', miniProgram = false, openTagsError } = options
  const checks = options.checks ?? KINDS[client].checks
  const checkedUrl = () => withoutHash(checks === 'landing' ? landingHref() : window.location.href)

  const firstUrl = window.location.href
  const clock = createClock()
  const notifier = createChangeNotifier()
  const media = createLocalMedia(client)
  const platform = linkPlatform(options.platform ?? window.location.origin)
  const denied = (options.deny ?? []).map(listedNameOfScript)
  const permissions = createPermissions(checkedUrl, denied)
  const book = createAnswerBook()
  const menu = createMenu(client)
  const fontSize = createFontSize()
  const share = createShareState(() => verifier.domains)
  const shared: SharedCard[] = []
  const messages: unknown[] = []
  let closed = false
  let latency = options.latency ?? 0
  let person: Person = {}
  let closePanel = () => {}

  const openTags = createOpenTags(tag => permissions.isGranted(tag))
  const verifier = createVerifier({
    clock,
    permissions,
    checkedUrl,
    tellsUrl: options.tellsUrl ?? true,
    accountFacts: platform.facts,
    earlierUrls: () => [firstUrl, ...controller.calls.map(({ url }) => url)],
    onOpenTags(tags) {
      // Open tags render only after the page has received the answer.
      clock.after(latency, () => clock.after(0, () => renderOpenTags(tags)))
    },
  })
  const renderOpenTags = (tags: readonly string[]) => {
    if (openTagsError === undefined) openTags.render(tags)
    else
      window.document.dispatchEvent(
        new window.CustomEvent('WeixinOpenTagsError', { detail: { errMsg: openTagsError } }),
      )
  }
  const phone = createPhone(clock, media, (event, data) => controller.emit(event, data))
  const appId = () => verifier.appId
  const transfers = createTransfers(media, platform, appId)
  const controller = createBridge({
    clock,
    device: { client, phone, menu, media, platform, transfers, appId, close },
    permissions,
    verifier,
    book,
    effects: { menu, share, messages },
    miniProgram,
    person: () => person,
    latency: () => latency,
    isClosed: () => closed,
    setFontSize: fontSize.apply,
    onHandler: share.setHandler,
    changed: notifier.changed,
  })

  function close(): void {
    closed = true
    phone.switchOff()
  }

  const restoreUserAgent = restoringUserAgent(options, detected !== undefined)
  const restoreGlobals = setClientGlobals(client, miniProgram)
  const hideLocalImages = media.showImages()
  const removeBridge = injectBridge(controller.bridge, options.bridgeReady ?? 'after-scripts', clock)

  const simulator: Simulator = {
    client,
    version: versionFromUserAgent(window.navigator.userAgent) || (options.version ?? ''),
    calls: controller.calls,
    verifications: verifier.history,
    shared,
    messages,
    menu,
    get closed() {
      return closed
    },
    get latency() {
      return latency
    },
    set latency(ms) {
      latency = ms
      notifier.changed()
    },
    get person() {
      return person
    },
    set person(value) {
      person = value
    },
    answer(api, answer, answerOptions = {}) {
      checkName(api, ANSWERABLE, 'API')
      return book.add(api, answer, answerOptions)
    },
    answerRaw: book.addRaw,
    async press(item: MenuItem) {
      const card = await pressMenuItem(item, { menu, share, fontSize, controller, isClosed: () => closed })
      if (card) shared.push(card)
      notifier.changed()
      return card
    },
    card(target) {
      const item = target === 'timeline' ? 'menuItem:share:timeline' : 'menuItem:share:appMessage'
      const shareItem = SHARE_ITEMS[item]
      const source = shareItem ? share.sourceOf(shareItem, controller.hears(shareItem.event)) : 'default'
      return share.card(item, source)
    },
    emit(event, data = {}) {
      return controller.emit(eventNameOf(event), toWireEvent(event, data as Record<string, unknown>, client))
    },
    deny: (...apis) => changeDenied(apis, permissions.deny),
    allow(...apis) {
      if (apis.length === 0) permissions.allow()
      changeDenied(apis, permissions.allow)
    },
    revoke() {
      permissions.revoke()
      notifier.changed()
    },
    advance: clock.advance,
    reset() {
      closed = false
      latency = options.latency ?? 0
      for (const list of [shared, messages]) list.length = 0
      for (const part of [book, permissions, controller, verifier, menu, share, fontSize]) part.reset()
      phone.switchOff()
      notifier.changed()
    },
    uninstall() {
      if (page[CURRENT] !== simulator) return
      closePanel()
      delete page[CURRENT]
      delete page.WxReadySimulator?.current
      removeBridge()
      clock.stop()
      openTags.stop()
      fontSize.reset()
      hideLocalImages()
      media.close()
      restoreGlobals()
      restoreUserAgent()
    },
    subscribe: notifier.subscribe,
  }

  function changeDenied(apis: readonly DeniableApi[], change: (listed: string) => void): void {
    for (const api of apis) checkName(api, DENIABLE, 'API')
    for (const api of apis) change(listedNameOfScript(api))
    notifier.changed()
  }

  Object.defineProperty(page, CURRENT, { configurable: true, value: simulator })
  page.WxReadySimulator = Object.assign(page.WxReadySimulator ?? {}, { current: simulator })
  if (options.panel)
    closePanel = openPanel(simulator, { media, platform, settings: store, language: options.language })
  return simulator
}

/** The installed simulator. A symbol, because the classic script replaces its global each time it runs. */
const CURRENT: unique symbol = Symbol.for('wx-ready.simulator')

type SimulatedWindow = typeof window & {
  WeixinJSBridge?: unknown
  [CURRENT]?: Simulator
  WxReadySimulator?: { current?: Simulator }
}

/** @param isDetected whether the browser's user agent names a client of WeChat */
function restoringUserAgent(options: SimulatorOptions, isDetected: boolean): () => void {
  const keepsUserAgent = isDetected && options.client === undefined && options.version === undefined
  const { userAgent = keepsUserAgent ? false : undefined } = options
  if (userAgent === false) return () => {}
  const client = options.client ?? clientFromUserAgent(window.navigator.userAgent) ?? 'android'
  const suffix = options.miniProgram ? MINI_PROGRAM_SUFFIX : ''
  return replaceUserAgent(client, userAgent ?? userAgentOf(client, options.version) + suffix)
}
