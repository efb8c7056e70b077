/** Shows the tour: on a desktop in a phone, with what crosses the bridge beside it; on a phone, the page itself. */
import { followTheme } from './common/theme.js'

followTheme()
const setting = await (await fetch('/demo/setting')).json()
const isWide = matchMedia('(min-width: 900px)')
const isFramed = window.parent !== window
const isInWeChat = /MicroMessenger/i.test(navigator.userAgent)

if (setting.simulated && isWide.matches && !isFramed && !isInWeChat) {
  const { showStage } = await import('./stage/stage.js')
  showStage()
} else {
  const { showTour } = await import('./tour/tour.js')
  showTour(setting)
}

if (setting.simulated && !isFramed && !isInWeChat) isWide.addEventListener('change', () => location.reload())
