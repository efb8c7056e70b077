import { WxError } from '../errors.js'
import { listenTo } from '../util/listen-to.js'

/** A WeChat in which no open tag (开放标签) works says so once the page is verified. All else works there. */
export function onOpenTagsError(report: (error: WxError) => void): () => void {
  if (typeof document === 'undefined') return () => {}
  return listenTo(document, 'WeixinOpenTagsError', event => {
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
}
