import type { Browser, BrowserContext } from 'playwright-core'

/** One who visits pages, in whatever browser. */
export interface Visitor {
  open(url: string): Promise<void>
  /** Presses the element with this id. */
  press(id: string): Promise<void>
  back(): Promise<void>
  /** Runs an expression in the page; what it gives travels as JSON. */
  evaluate<T>(expression: string): Promise<T>
  /** Uncaught errors, where the browser tells of them. */
  readonly problems: readonly string[]
  leave(): Promise<void>
}

/** @param where a page of its own is opened there */
export async function visitInChromium(where: Browser | BrowserContext, userAgent?: string): Promise<Visitor> {
  const page = await ('contexts' in where && userAgent !== undefined
    ? where.newPage({ userAgent })
    : where.newPage())
  page.setDefaultTimeout(100_000)
  const problems: string[] = []
  page.on('pageerror', error => problems.push(String(error)))
  return {
    async open(url) {
      await page.goto(url)
    },
    press: id => page.click(`[id="${id}"]`),
    async back() {
      await page.goBack()
    },
    evaluate: expression => page.evaluate(expression),
    problems,
    leave: () => page.close(),
  }
}
