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

/** @param driver where the driver listens */
export async function startSession(driver: string, capabilities: object): Promise<WebDriverSession> {
  const { sessionId } = await send<{ sessionId: string }>('POST', `${driver}/session`, {
    capabilities: { alwaysMatch: capabilities },
  })
  const session = `${driver}/session/${sessionId}`
  const post = <T>(command: string, body: object = {}) => send<T>('POST', `${session}/${command}`, body)
  return {
    open: url => post('url', { url }),
    async click(id) {
      const found = await post<Record<string, string>>('element', {
        using: 'css selector',
        value: `[id="${id}"]`,
      })
      await post(`element/${found[ELEMENT]}/click`)
    },
    back: () => post('back'),
    execute: script => post('execute/sync', { script, args: [] }),
    quit: () => send('DELETE', session),
  }
}

async function send<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } }
  if (!response.ok) throw new Error(`WebDriver: ${value.error}: ${value.message}`)
  return value
}
