/** As much of WebDriver (https://www.w3.org/TR/webdriver2/) as the tests use. */
export interface WebDriverSession {
  open(url: string): Promise<void>
  /** Clicks the element with this id. */
  click(id: string): Promise<void>
  back(): Promise<void>
  /** Runs the body of a function in the page. */
  execute<T>(script: string): Promise<T>
  quit(): Promise<void>
}

/** The name under which an element's reference travels. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/**
 * In ms. Before each command the driver waits for the page to load, by default for five minutes: as long as a test may take. A
 * command that did not get so far is sent again.
 */
const PAGE_LOAD = 60_000

/** @param driver where the driver listens */
export async function startSession(driver: string, capabilities: object): Promise<WebDriverSession> {
  const { sessionId } = await send<{ sessionId: string }>('POST', `${driver}/session`, {
    capabilities: { alwaysMatch: { ...capabilities, timeouts: { pageLoad: PAGE_LOAD } } },
  })
  const session = `${driver}/session/${sessionId}`
  const post = <T>(command: string, body: object = {}) => send<T>('POST', `${session}/${command}`, body)
  /** Until the page is there. */
  const ask = async <T>(command: string, body: object): Promise<T> => {
    for (;;) {
      const answer = await post<T>(command, body).then(value => ({ value }), ignoreTimeout)
      if (answer) return answer.value
    }
  }
  return {
    open: url => post('url', { url }),
    async click(id) {
      const found = await ask<Record<string, string>>('element', {
        using: 'css selector',
        value: `[id="${id}"]`,
      })
      await post(`element/${found[ELEMENT]}/click`).catch(ignoreTimeout)
    },
    back: () => post<void>('back').catch(ignoreTimeout),
    execute: script => ask('execute/sync', { script, args: [] }),
    quit: () => send('DELETE', session),
  }
}

async function send<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } }
  if (!response.ok) throw new WebDriverError(value.error, value.message)
  return value
}

class WebDriverError extends Error {
  constructor(
    readonly code: string | undefined,
    message: string | undefined,
  ) {
    super(`WebDriver: ${code}: ${message}`)
  }
}

/** The page did not load in time. A click is made all the same: the driver waits before it looks for the element. */
function ignoreTimeout(error: unknown): undefined {
  if (!(error instanceof WebDriverError) || error.code !== 'timeout') throw error
}
