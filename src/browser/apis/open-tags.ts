import type { Context } from '../client/context.js'
import { WxError } from '../errors.js'
import { listenTo } from '../util/listen-to.js'

/** After the verification, WeChat fires an event if open tags (开放标签) do not work on this page. The APIs still do. */
export function reportOpenTagsError({ report, disposed }: Context): void {
  if (typeof document === 'undefined') return
  const stop = listenTo(document, 'WeixinOpenTagsError', event => {
    const { detail } = event as CustomEvent<{ errMsg?: string } | null>
    report(
      new WxError('NOT_SUPPORTED', {
        api: 'openTagList',
        errMsg: detail?.errMsg,
        result: detail,
        hint: 'Show a fallback for the open tags. The APIs work.',
      }),
    )
  })
  disposed.addEventListener('abort', stop)
}
