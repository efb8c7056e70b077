import { drawPicture, localIdOf } from '../local-images.js'
import type { DefaultAnswers } from './default-answer.js'
import { hashOf } from './hash-of.js'

export const IMAGE_ANSWERS: DefaultAnswers<
  'chooseImage' | 'previewImage' | 'uploadImage' | 'downloadImage' | 'getLocalImgData'
> = {
  chooseImage: ({ count }, { client }) => {
    const pictures = [1, 2].slice(0, Number(count) || 9)
    return { localIds: pictures.map(picture => localIdOf(picture, client)) }
  },
  previewImage: () => ({}),
  uploadImage: ({ localId }) => ({ serverId: `media-${hashOf(localId)}` }),
  downloadImage: ({ serverId }, { client }) => ({
    localId: localIdOf(hashOf(serverId).charCodeAt(0) % 10, client),
  }),
  getLocalImgData: ({ localId }, { client }) => {
    const dataUrl = drawPicture(String(localId))
    const base64 = dataUrl.slice(dataUrl.indexOf(',') + 1)
    // Android omits the data URL's prefix and wraps the lines; iOS misspells the type.
    return {
      localData: client === 'android' ? base64.replace(/.{76}/g, '$&\n') : `data:image/jgp;base64,${base64}`,
    }
  },
}
