import type { JSX } from 'preact'
import { langOf } from '../../inspector/view/i18n.js'
import { useChanges } from '../../inspector/view/use-changes.js'
import { Capsule } from './frame/capsule.js'
import { ClosedScreen } from './frame/closed-screen.js'
import { Dock } from './frame/dock.js'
import { Indicators } from './frame/indicators.js'
import { TitleBar } from './frame/title-bar.js'
import { useDarkScheme } from './frame/use-dark-scheme.js'
import { usePanel } from './panel.js'

export function App(): JSX.Element {
  const panel = usePanel()
  const { simulator, sheets, settings } = panel
  useChanges(panel)
  useChanges(simulator)
  useChanges(sheets)
  const isDark = useDarkScheme()
  const sheet = sheets.current
  return (
    <div
      class="panel"
      lang={langOf(panel.language)}
      data-theme={settings.theme ?? (isDark ? 'dark' : 'light')}
    >
      {settings.dock && <Dock />}
      {settings.titleBar ? <TitleBar /> : <Capsule />}
      <Indicators />
      {sheet && <div key={sheet.key}>{sheet.draw()}</div>}
      {simulator.closed && <ClosedScreen />}
      <p class="toast" role="status">
        {panel.toast}
      </p>
    </div>
  )
}
