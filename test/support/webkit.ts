import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { Readable } from 'node:stream'
import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver'
import { findWebKit } from './programs.mjs'
import type { Visitor } from './visitor.js'

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
      const capabilities = new Capabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': {
          binary: paths.browser,
          args: ['--automation', `--user-agent=${userAgent}`],
        },
      })
      const builder = new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities)
      return toVisitor(await builder.build())
    },
    stop,
  }
}

function toVisitor(driver: WebDriver): Visitor {
  return {
    open: url => driver.get(url),
    press: id => driver.findElement(By.id(id)).click(),
    back: () => driver.navigate().back(),
    evaluate: expression => driver.executeScript(`return ${expression}`),
    // WebDriver tells of none.
    problems: [],
    leave: () => driver.quit(),
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function answers(url: string, driver: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${driver.exitCode}`)
    const ok = await fetch(url).then(
      response => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('WebKitWebDriver did not answer within 10 s')
}
