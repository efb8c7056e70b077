/**
 * How soon a page is ready, and what a call costs: `npm run bench:ready`, about ten minutes on two cores.
 *
 * 1. Time to ready against signature + verification, in four networks: a local server keeps script and signature
 *    waiting, and a small client in the page the verification.
 * 2. The same on a slow network with an empty cache, so that every byte counts.
 * 3. Going back to a URL asks the server nothing.
 * 4. What a call costs beyond the bare bridge, and whether the heap grows.
 *
 * The contenders are bundled alike, stand in the same page, and take turns. `app.js` is gzip'd, and so is the vendor's
 * script. Those that others have published are installed by the bench alone, into a folder that git ignores. A
 * contender that says "ready" without a verification of this page's own signature is found out: its next call fails.
 *
 * Milliseconds are told and never demanded: they are this machine's. What is demanded are ratios and counts.
 */
import { launchChromium, NO_OTHER_HOST } from '../support/chromium.js'
import { buildApp, servePage } from './app.js'
import { CONTENDERS, OURS, PACKAGES } from './contenders.js'
import { goingBack } from './going-back.js'
import { manyCalls } from './many-calls.js'
import { installPackages } from './packages.js'
import { printVerdict } from './report.js'
import { startServer } from './server.js'
import { slowNetwork } from './slow-network.js'
import { timeToReady } from './time-to-ready.js'

await installPackages(PACKAGES)
const server = await startServer()
const browser = await launchChromium(NO_OTHER_HOST)
try {
  process.exitCode = printVerdict(await main())
} finally {
  await browser.close()
  await server.close()
}

async function main() {
  const apps = await Promise.all(CONTENDERS.map(contender => buildApp(server, contender)))
  const ours = apps.find(({ contender }) => contender.name === OURS)
  if (!ours) throw new Error(`${OURS} is no contender`)
  console.log('Contenders')
  for (const { name, note } of CONTENDERS) console.log(`  ${name.padEnd(14)}${note}`)
  return [
    ...(await timeToReady(server, apps)),
    ...(await slowNetwork(browser, server, apps)),
    ...(await goingBack(browser, server, servePage(server, 'going-back', ours))),
    ...(await manyCalls(browser, server)),
  ]
}
