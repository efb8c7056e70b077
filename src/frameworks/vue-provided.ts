import { type InjectionKey, inject } from 'vue'
import { WxError } from '../browser/errors.js'
import type { Wx } from '../browser/wx.js'
import type { ShareSlot } from './share-stack.js'

export interface Provided {
  wx: Wx
  createShareSlot: () => ShareSlot
}

export const PROVIDED: InjectionKey<Provided> = Symbol('wx-ready')

/** @throws {WxError} `INVALID_ARGUMENT` if the app has no `wxPlugin` */
export function useProvided(): Provided {
  const provided = inject(PROVIDED, undefined)
  if (!provided) throw new WxError('INVALID_ARGUMENT', { errMsg: 'app.use(wxPlugin, wx) is missing' })
  return provided
}
