import { JSDOM } from 'jsdom'
import { expect, it } from 'vitest'
import { ALL_VENDOR_VERSIONS, vendorScript } from '../support/vendor-scripts.js'

it.each(ALL_VENDOR_VERSIONS)("%s is the vendor's script, not an edition for bundlers", version => {
  const { window } = new JSDOM('', { runScripts: 'outside-only', url: 'https://a.example/' })
  window.eval(vendorScript(version))
  expect(typeof window.jWeixin.config).toBe('function')
  expect(window.wx).toBe(window.jWeixin)
  expect(vendorScript(version)).toMatch(/^!function\(.*"function"==typeof define/)
  expect(vendorScript(version)).not.toContain('module.exports')
})
