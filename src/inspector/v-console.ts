import { h, render } from 'preact'
import type { Wx } from '../browser/wx.js'
import { followLog } from './follow-log.js'
import type { InspectorOptions } from './open-inspector.js'
import { TAB_STYLES } from './overlay-styles.js'
import { Tabs } from './tabs.js'
import { pageLanguage, translator } from './view/i18n.js'
import { createShadowHost } from './view/shadow-host.js'

/** A plug-in of vConsole: what of it is used. */
export interface VConsolePluginLike {
  on(event: never, listener: (data: never) => void): unknown
}

/** The class `VConsole`, for its class of plug-ins. */
export interface VConsoleLike<Plugin extends VConsolePluginLike> {
  VConsolePlugin: new (id: string, name: string) => Plugin
}

/**
 * A tab for vConsole (3.x) with the log and the state of a `wx`, as `openInspector` shows them.
 *
 * @throws {TypeError} if `wx` was not made by `createWx()`
 * @example
 * const vConsole = new VConsole()
 * vConsole.addPlugin(vConsolePlugin(wx, VConsole))
 */
export function vConsolePlugin<Plugin extends VConsolePluginLike>(
  wx: Wx,
  VConsole: VConsoleLike<Plugin>,
  options: Pick<InspectorOptions, 'language'> = {},
): Plugin {
  const log = followLog(wx)
  const { language = pageLanguage() } = options
  const { element, root } = createShadowHost('wx-ready-inspector', TAB_STYLES)
  const plugin = new VConsole.VConsolePlugin('wx-ready', language === 'zh' ? '微信' : 'WeChat')
  const on = (event: string, listener: (data: never) => void) => plugin.on(event as never, listener)
  on('renderTab', (show: (content: Element) => void) => {
    render(h(Tabs, { wx, log, language, t: translator(language) }), root)
    show(element)
  })
  on('show', () => {
    // vConsole has its own theme, which may not be that of the phone.
    const theme = element.closest<HTMLElement>('#__vconsole')?.dataset.theme
    if (theme) element.dataset.theme = theme
  })
  on('remove', () => {
    log.stop()
    render(null, root)
  })
  return plugin
}
