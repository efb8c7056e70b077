import type { JWeixin } from '../../types/wx.js'
import type { Wx } from '../browser/wx.js'
import { createCompat } from './compat.js'

const compat = createCompat()

/** The callback API of the page. */
export const wx: JWeixin = compat.wx

/** The promise API on the same session. `promises.ready()` resolves once a `wx.config()` was accepted. */
export const promises: Wx = compat.promises
