import type { BaseResult, Callbacks } from './callbacks.js'

/** Whether WeChat shows the progress of the transfer. */
export interface ProgressTips {
  /** 1 shows the progress (显示进度提示), 0 or `false` hides it. @default 1 */
  isShowProgressTips?: 0 | 1 | boolean | undefined
}

/** @see 图像接口 */
export interface ChooseImageOptions extends Callbacks<ChooseImageResult> {
  /** The maximum number of pictures, from 1 to 9. @default 9 */
  count?: number | undefined
  /** The original (原图) or a compressed picture (压缩图). With both, the user chooses. @default ['original', 'compressed'] */
  sizeType?: readonly ('original' | 'compressed')[] | undefined
  /** From the album (相册) or the camera (相机). With both, the user chooses. @default ['album', 'camera'] */
  sourceType?: readonly ('album' | 'camera')[] | undefined
}

export interface ChooseImageResult extends BaseResult {
  /** The ids of the pictures on this device (选定照片的本地ID列表). Each can be used as the `src` of an `<img>`. */
  localIds: string[]
}

/** @see 预览图片接口 */
export interface PreviewImageOptions extends Callbacks<BaseResult> {
  /** The URL in `urls` to show first (当前显示图片的http链接). @default the first one */
  current?: string | undefined
  /** The URLs of the pictures (需要预览的图片http链接列表). */
  urls: readonly string[]
}

/** @see 上传图片接口 */
export interface UploadImageOptions extends Callbacks<UploadImageResult>, ProgressTips {
  /** The id of the picture on this device (图片的本地ID), from `chooseImage`. */
  localId: string
}

export interface UploadImageResult extends BaseResult {
  /** The id of the picture on WeChat's server (图片的服务器端ID), its `media_id`. Valid for 3 days. */
  serverId: string
}

/** @see 下载图片接口 */
export interface DownloadImageOptions extends Callbacks<DownloadImageResult>, ProgressTips {
  /** The id of the picture on WeChat's server (图片的服务器端ID), from `uploadImage`. */
  serverId: string
}

export interface DownloadImageResult extends BaseResult {
  /** The id of the picture on this device (图片下载后的本地ID). */
  localId: string
}

/** @see 获取本地图片接口 */
export interface GetLocalImgDataOptions extends Callbacks<GetLocalImgDataResult> {
  /** The id of the picture on this device (图片的本地ID), from `chooseImage`. */
  localId: string
}

export interface GetLocalImgDataResult extends BaseResult {
  /** The picture as base64 (图片的base64数据). Android omits the `data:` prefix; the prefix of iOS may say `image/jgp`. */
  localData: string
}
