/** The same page, on its way to promises. */
export { createCompat, promises } from 'wx-ready/compat'
export * from './old-page.js'
