/** Pictures: chosen on the phone, shown in the page, uploaded to WeChat, and downloaded by the server. */
import { h } from '../common/dom.js'
import { t } from '../common/language.js'
import { button, output, show } from '../common/run.js'

export const pictures = {
  id: 'pictures',
  title: t('图片', 'Pictures'),
  lead: t(
    '选几张自己的图片。上传后，服务端用 serverId 从微信下载同一个文件。',
    'Choose pictures of your own. After the upload, the server downloads the same files from WeChat.',
  ),
  code: [choosePictures, uploadPicture],
  serverCode: 'const { body } = await account.media(serverId)',
  content({ wx }) {
    let chosen = []
    const [thumbnails, downloaded] = [output(), output()]
    const uploadButton = button(
      t('上传', 'Upload'),
      () =>
        show(
          downloaded,
          () => uploadAll(wx, chosen),
          files => files.map(fileView),
        ),
      { disabled: true, className: 'plain' },
    )
    const choose = async () => {
      chosen =
        (await show(
          thumbnails,
          () => choosePictures(wx),
          localIds => localIds.map(thumbnail),
        )) ?? []
      uploadButton.disabled = chosen.length === 0
      downloaded.hidden = true
    }
    return [
      h('div', { className: 'actions' }, button(t('选择图片', 'Choose pictures'), choose), uploadButton),
      thumbnails,
      downloaded,
    ]
  },
}

/** Each `localId` is the `src` of an `<img>`. */
async function choosePictures(wx) {
  const { localIds } = await wx.chooseImage({ count: 3 })
  return localIds
}

async function uploadPicture(wx, localId) {
  const { serverId } = await wx.uploadImage({ localId })
  return serverId
}

/** One after the other: the client uploads only one at a time. */
async function uploadAll(wx, localIds) {
  const files = []
  for (const localId of localIds) files.push(await fromServer(await uploadPicture(wx, localId)))
  return files
}

/** What the server has downloaded from WeChat. */
async function fromServer(serverId) {
  const response = await fetch(`/demo/pictures?serverId=${encodeURIComponent(serverId)}`)
  if (!response.ok) throw new Error((await response.json()).error.message)
  return { serverId, blob: await response.blob() }
}

function thumbnail(localId) {
  return h('img', { className: 'picture', src: localId, alt: t('已选图片', 'A chosen picture') })
}

function fileView({ serverId, blob }) {
  const src = URL.createObjectURL(blob)
  return h(
    'figure',
    { className: 'file' },
    h('img', { className: 'picture', src, alt: t('服务端下载的图片', 'The picture as the server has it') }),
    h(
      'figcaption',
      {},
      `${blob.size.toLocaleString()} ${t('字节', 'bytes')} · ${blob.type}`,
      h('code', {}, serverId),
    ),
  )
}
