import { showInstead } from './image-substitutes.js'

/** The pictures of the phone. */
export interface LocalPictures {
  get(localId: string): { url(): string | undefined; dataUrl(): Promise<string> } | undefined
}

/**
 * Makes `<img src={localId}>` show the picture, as WeChat does, and keeps the usage report of WeChat's script, an image request
 * to WeChat, on this machine.
 *
 * @returns a function that ends it
 */
export function showLocalImages(pictures: LocalPictures): () => void {
  return showInstead({
    concerns: text => CONCERNED.test(text),
    substituteFor: source => (USAGE_REPORT.test(source) ? PIXEL : pictures.get(source.trim())?.url()),
    async fallbackFor(source) {
      return pictures.get(source.trim())?.dataUrl()
    },
  })
}

const USAGE_REPORT = /^\s*https:\/\/open\.weixin\.qq\.com\/sdk\/report\b/i

const CONCERNED = /weixin:|wxlocalresource:|\/\/open\.weixin\.qq\.com\/sdk\/report\b/i

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='
