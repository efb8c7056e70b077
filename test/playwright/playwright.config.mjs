import { defineConfig } from '@playwright/test'

/** The site and the browser are those of test/browser/playwright.test.ts, which runs this. */
export default defineConfig({
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 100_000 },
  use: {
    baseURL: process.env.SITE,
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu'],
    },
  },
})
