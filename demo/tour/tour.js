/** The page: what wx-ready does, one section each, and every API. */
import { createWx } from 'wx-ready'
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { showConsole } from '../console/console.js'
import { apps } from './apps.js'
import { cards } from './cards.js'
import { errors } from './errors.js'
import { header } from './header.js'
import { payment } from './payment.js'
import { pictures } from './pictures.js'
import { routes } from './routes.js'
import { scan } from './scan.js'
import { contents, sectionOf } from './section.js'
import { share } from './share.js'
import { signIn } from './sign-in.js'
import { simulate } from './simulate.js'
import { tags } from './tags.js'

const SECTIONS = [pictures, payment, scan, signIn, cards, routes, errors, tags, apps]

/** @param setting of the server: the account, whether WeChat is simulated, where its script is, and which apps there are */
export function showTour({ appId, simulated, script, apps: served }) {
  const simulator = simulated ? simulate() : undefined
  const steps = []
  const wx = createWx({
    signature: '/wx/signature',
    openTagList: ['wx-open-launch-weapp'],
    ...(script && { script }),
    log: step => steps.push(step),
    onError: error => console.warn(error),
  })
  const tour = { wx, simulator, appId, script, apps: served, steps }
  const sections = SECTIONS.filter(({ needsSimulator }) => simulator || !needsSimulator)
  document.title = t('秋日河畔', 'Autumn on the river')
  document.body.className = 'tour'
  document.body.append(
    header(tour),
    h(
      'main',
      {},
      sectionOf(share, tour),
      contents(sections),
      ...sections.map(section => sectionOf(section, tour)),
      showConsole(tour),
    ),
  )
  // The page did not have these elements when it was loaded.
  document.getElementById(location.hash.slice(1))?.scrollIntoView()
}
