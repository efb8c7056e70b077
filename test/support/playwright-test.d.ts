/**
 * As much of the types of `@playwright/test` as src/playwright uses, for machines where it is not installed: only a full run
 * installs it, and then checks src/playwright with its own types. See `paths` in tsconfig.json.
 */
import type { BrowserContext, Page } from 'playwright-core'

export type { BrowserContext, Page, Route } from 'playwright-core'

export interface PlaywrightTestArgs {
  page: Page
  context: BrowserContext
}

export interface PlaywrightTestOptions {
  userAgent: string | undefined
}

// biome-ignore lint/complexity/noBannedTypes: Playwright has fixtures there that are not used.
export type PlaywrightWorkerArgs = {}

// biome-ignore lint/complexity/noBannedTypes: as above
export type PlaywrightWorkerOptions = {}

type Fixture<Value, Args> =
  | Value
  | ((args: Args, use: (value: Value) => Promise<void>) => Promise<void>)
  | [Value, { option: true }]

export interface TestType<TestArgs extends object, WorkerArgs extends object> {
  (title: string, body: (args: TestArgs & WorkerArgs) => unknown): void
  use(options: Partial<TestArgs>): void
  extend<More extends object>(
    fixtures: {
      [Name in keyof (TestArgs & More)]?: Fixture<(TestArgs & More)[Name], TestArgs & More>
    },
  ): TestType<TestArgs & More, WorkerArgs>
}

export declare const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions,
  PlaywrightWorkerArgs & PlaywrightWorkerOptions
>

export declare const expect: (value: unknown) => {
  toBeVisible(): Promise<void>
  toMatchObject(expected: object): void
  toEqual(expected: unknown): void
}
