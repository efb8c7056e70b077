import { h, render } from 'preact'
import type { Wx } from '../browser/wx.js'
import { type FollowedLog, followLog } from './follow-log.js'
import { Overlay } from './overlay.js'
import { OVERLAY_STYLES } from './overlay-styles.js'
import { type Language, pageLanguage } from './view/i18n.js'
import { createShadowHost } from './view/shadow-host.js'

/** Options of `openInspector`. */
export interface InspectorOptions {
  /** The language of its texts. @default the language of the page (`<html lang>`) or else of the browser */
  language?: Language | undefined
  /** Whether only its button is shown at first. @default false */
  minimized?: boolean | undefined
}

/** An inspector that is open. */
export interface Inspector {
  /** Removes it from the page. Whoever opens it again sees the last events. */
  close(): void
}

/**
 * Shows the log and the state of a `wx` above the page, for debugging on a phone: each step and each call with its parameters,
 * its answer and its duration, each error with its check-list. What happened before is shown too, but without the answers.
 *
 * Opening it again for the same `wx` has no effect.
 *
 * @throws {TypeError} if `wx` was not made by `createWx()`
 * @example
 * if (location.href.includes('wx-inspector'))
 *   import('wx-ready/inspector').then(({ openInspector }) => openInspector(wx))
 */
export function openInspector(wx: Wx, options: InspectorOptions = {}): Inspector {
  const open = OPEN.get(wx)
  if (open) return open
  const inspector = show(wx, followLog(wx), options)
  OPEN.set(wx, inspector)
  return inspector
}

const OPEN = new Map<Wx, Inspector>()

function show(wx: Wx, log: FollowedLog, options: InspectorOptions): Inspector {
  const { language = pageLanguage() } = options
  const { element, root } = createShadowHost('wx-ready-inspector', OVERLAY_STYLES)
  document.documentElement.append(element)
  const draw = (minimized: boolean) =>
    render(h(Overlay, { wx, log, language, minimized, minimize: draw, close }), root)
  function close() {
    OPEN.delete(wx)
    log.stop()
    render(null, root)
    element.remove()
  }
  draw(options.minimized ?? false)
  return { close }
}
