import type { JSX } from 'preact'
import { Capsule } from './frame/capsule.js'
import { ClosedScreen } from './frame/closed-screen.js'
import { Dock } from './frame/dock.js'
import { Indicators } from './frame/indicators.js'
import { TitleBar } from './frame/title-bar.js'
import { useDarkScheme } from './frame/use-dark-scheme.js'
import { useChanges, usePanel } from './panel.js'

export function App(): JSX.Element {
  const panel = usePanel()
  const { simulator, sheets, settings } = panel
  useChanges(panel, simulator, sheets)
  const isDark = useDarkScheme()
  const sheet = sheets.current
  return (
    <div
      class="panel"
      lang={panel.language === 'zh' ? 'zh-CN' : 'en'}
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
