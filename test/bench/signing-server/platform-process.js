/**
 * WeChat's platform in a process of its own, which answers late: `fork('platform-process.js', [JSON.stringify(account), latency])`.
 */
import { createServer } from 'node:http'
import { constants, setPriority } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { toNodeListener } from '../../../dist/server/index.js'
import { createPlatform } from '../../../dist/simulator/platform/index.js'
import { answerCommands } from './commands.js'

// WeChat is elsewhere in truth: it takes no processor from those who are measured.
setPriority(constants.priority.PRIORITY_LOW)

const account = JSON.parse(process.argv[2])
/** In ms. */
const latency = Number(process.argv[3])
const platform = createPlatform({ accounts: [account] })
const counts = { token: 0, ticket: 0 }

const listener = toNodeListener(async request => {
  const url = new URL(request.url)
  if (url.pathname.startsWith('/cgi-bin/')) {
    counts[url.pathname.endsWith('/getticket') ? 'ticket' : 'token'] += 1
    await delay(latency)
  }
  // Some packages ask for a token of the older kind: it is counted alike.
  return platform.handler(url.pathname === '/cgi-bin/token' ? asStable(url) : request)
})

function asStable({ origin, searchParams }) {
  const { grant_type, appid, secret } = Object.fromEntries(searchParams)
  return new Request(`${origin}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({ grant_type, appid, secret }),
  })
}

answerCommands({
  listen: () =>
    new Promise(resolve => {
      const server = createServer(listener)
      server.listen(0, '127.0.0.1', () => resolve(server.address().port))
    }),
  moveClock: ms => platform.advance(ms),
  takeCounts,
  /** The same when all that is under way has been answered. */
  async takeCountsAtRest() {
    await delay(latency * 2)
    return takeCounts()
  },
})

/** How often it was asked for a token and a ticket since it was last said. */
function takeCounts() {
  const taken = { ...counts }
  Object.assign(counts, { token: 0, ticket: 0 })
  return taken
}
