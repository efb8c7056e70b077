import { toBase64 } from '../bytes.js'
import type { DefaultAnswers } from './default-answer.js'

export const IMAGE_ANSWERS: DefaultAnswers<
  'chooseImage' | 'previewImage' | 'uploadImage' | 'downloadImage' | 'getLocalImgData'
> = {
  chooseImage: ({ count }, { media }) => ({ localIds: media.samples().slice(0, Number(count) || 9) }),
  previewImage: () => ({}),
  async uploadImage({ localId }, { transfers }) {
    const serverId = await transfers.upload('image', localId)
    return serverId instanceof Error ? serverId : { serverId }
  },
  async downloadImage({ serverId }, { transfers }) {
    const localId = await transfers.download('image', serverId)
    return localId instanceof Error ? localId : { localId }
  },
  async getLocalImgData({ localId }, { client, media }) {
    const file = media.get(String(localId))
    if (file?.kind !== 'image') return new Error('there is no image with this localId')
    const base64 = toBase64(await file.bytes())
    // Android omits the data URL's prefix and wraps the lines; iOS misspells the type.
    return {
      localData: client === 'android' ? base64.replace(/.{76}/g, '$&\n') : `data:image/jgp;base64,${base64}`,
    }
  },
}
