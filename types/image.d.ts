import type { BaseResult, Callbacks } from './callbacks.js'

/** Whether WeChat shows how far a transfer is (显示进度提示). */
export interface ProgressTips {
  /** 0 or `false` shows nothing. @default 1 */
  isShowProgressTips?: 0 | 1 | boolean | undefined
}

/** @see 图像接口 */
export interface ChooseImageOptions extends Callbacks<ChooseImageResult> {
  /** How many pictures at most, from 1 to 9. @default 9 */
  count?: number | undefined
  /** The original (原图), the compressed picture (压缩图), or the user's choice. @default both */
  sizeType?: readonly ('original' | 'compressed')[] | undefined
  /** From the album (相册), the camera (相机), or the user's choice. @default both */
  sourceType?: readonly ('album' | 'camera')[] | undefined
}

export interface ChooseImageResult extends BaseResult {
  /** The pictures' ids on this device (本地ID列表). Each can be the `src` of an `<img>`. */
  localIds: string[]
}

/** @see 预览图片接口 */
export interface PreviewImageOptions extends Callbacks<BaseResult> {
  /** The address of the picture to begin with (当前显示图片的http链接), as it stands in `urls`. */
  current?: string | undefined
  /** The pictures' addresses (需要预览的图片http链接列表). */
  urls: readonly string[]
}

/** @see 上传图片接口 */
export interface UploadImageOptions extends Callbacks<UploadImageResult>, ProgressTips {
  /** The picture's id on this device, from `chooseImage`. */
  localId: string
}

export interface UploadImageResult extends BaseResult {
  /** The picture's id on WeChat's server (图片的服务器端ID), its `media_id`. It lives for 3 days. */
  serverId: string
}

/** @see 下载图片接口 */
export interface DownloadImageOptions extends Callbacks<DownloadImageResult>, ProgressTips {
  /** The picture's id on WeChat's server, from `uploadImage`. */
  serverId: string
}

export interface DownloadImageResult extends BaseResult {
  /** The picture's id on this device (图片下载后的本地ID). */
  localId: string
}

/** @see 获取本地图片接口 */
export interface GetLocalImgDataOptions extends Callbacks<GetLocalImgDataResult> {
  /** The picture's id on this device, from `chooseImage`. */
  localId: string
}

export interface GetLocalImgDataResult extends BaseResult {
  /** The picture as base64. Android leaves the `data:` prefix out, and iOS may say `image/jgp` in it. */
  localData: string
}
