import { type Context, createContext, useContext } from 'react'
import { WxError } from '../browser/errors.js'
import type { Wx } from '../browser/wx.js'
import type { ShareSlot } from './share-stack.js'

export interface Provided {
  wx: Wx
  createShareSlot: () => ShareSlot
}

export const WxContext: Context<Provided | undefined> = createContext<Provided | undefined>(undefined)

/** @throws {WxError} `INVALID_ARGUMENT` if there is no `WxProvider` above */
export function useProvided(): Provided {
  const provided = useContext(WxContext)
  if (!provided) throw new WxError('INVALID_ARGUMENT', { errMsg: '<WxProvider wx={wx}> is missing above' })
  return provided
}
