import type { Context } from '../client/context.js'
import { WxError } from '../errors.js'
import { listenTo } from '../util/listen-to.js'

/** Reports that this WeChat cannot render any open tag (开放标签), which it says once the page is verified. The APIs work there. */
export function reportOpenTagsError({ report, disposed }: Context): void {
  if (typeof document === 'undefined') return
  const stop = listenTo(document, 'WeixinOpenTagsError', event => {
    const { detail } = event as CustomEvent<{ errMsg?: string } | null>
    report(
      new WxError('NOT_SUPPORTED', {
        api: 'openTagList',
        errMsg: detail?.errMsg,
        result: detail,
        hint: 'Show something in place of the open tags: the APIs work.',
      }),
    )
  })
  disposed.addEventListener('abort', stop)
}
