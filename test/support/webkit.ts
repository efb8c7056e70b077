import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { freePort } from './free-port.js'
import { findWebKit } from './programs.mjs'
import type { Visitor } from './visitor.js'
import { startSession, type WebDriverSession } from './web-driver.js'

/** WebKit, on a display that nobody sees. */
export interface WebKit {
  visit(userAgent: string): Promise<Visitor>
  stop(): void
}

export async function startWebKit(): Promise<WebKit> {
  const paths = findWebKit()
  if (!paths) throw new Error('There is no WebKit: run `node test/support/programs.mjs` first.')
  const display = await startDisplay(paths.display)
  const port = await freePort()
  const driver = spawn(paths.driver, [`--port=${port}`, '--host=127.0.0.1'], {
    // Its sandbox is none that root can have.
    env: { ...process.env, DISPLAY: display.name, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    stdio: 'ignore',
  })
  const stop = () => {
    driver.kill()
    display.stop()
  }
  try {
    await answers(`http://127.0.0.1:${port}/status`, driver)
  } catch (error) {
    stop()
    throw error
  }
  return {
    async visit(userAgent) {
      const session = await startSession(`http://127.0.0.1:${port}`, {
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': {
          binary: paths.browser,
          args: ['--automation', `--user-agent=${userAgent}`],
        },
      })
      return toVisitor(session)
    },
    stop,
  }
}

function toVisitor(session: WebDriverSession): Visitor {
  return {
    open: session.open,
    press: session.click,
    back: session.back,
    evaluate: expression => session.execute(`return ${expression}`),
    // WebDriver tells of none.
    problems: [],
    leave: session.quit,
  }
}

/** The server of a display chooses its number, and says it. */
async function startDisplay(program: string): Promise<{ name: string; stop(): void }> {
  const server = spawn(program, ['-displayfd', '3', '-screen', '0', '800x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = await Promise.race([
    once(server.stdio[3] as Readable, 'data'),
    once(server, 'exit').then(([code]) => {
      throw new Error(`Xvfb ended with ${code}`)
    }),
  ])
  return { name: `:${String(number).trim()}`, stop: () => void server.kill() }
}

async function answers(url: string, driver: ChildProcess): Promise<void> {
  for (;;) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${driver.exitCode}`)
    const ok = await fetch(url).then(
      response => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
