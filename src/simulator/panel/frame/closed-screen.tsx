import type { JSX } from 'preact'
import { type Panel, usePanel } from '../panel.js'
import { Sheet } from '../ui/sheet.js'
import { useModal } from '../ui/use-modal.js'

/** Covers the page after `closeWindow()`: in WeChat, the user is back in the chat. */
export function ClosedScreen(): JSX.Element {
  const { t } = usePanel()
  const dialog = useModal()
  return (
    <dialog
      ref={dialog}
      class="closed"
      aria-labelledby="closed-title"
      onCancel={event => event.preventDefault()}
    >
      <div>
        <h2 id="closed-title">{t('网页已关闭', 'The page is closed')}</h2>
        <p class="soft">
          {t('在微信中，用户此时已回到聊天界面。', 'In WeChat, the user is now back in the chat.')}
        </p>
        <button type="button" class="button primary" autofocus onClick={() => location.reload()}>
          {t('重新打开', 'Open again')}
        </button>
      </div>
    </dialog>
  )
}

/** Asks before the user loses the page. */
export async function askToClose(panel: Panel): Promise<void> {
  const { t, sheets } = panel
  const agreed = await sheets.ask<boolean>(settle => (
    <Sheet title={t('关闭网页？', 'Close the page?')} onCancel={() => settle(false)}>
      <p class="soft">{t('微信会关闭这个网页。', 'WeChat closes this page.')}</p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => settle(false)}>
          {t('取消', 'Cancel')}
        </button>
        <button type="button" class="button primary" autofocus onClick={() => settle(true)}>
          {t('关闭', 'Close')}
        </button>
      </div>
    </Sheet>
  ))
  if (agreed) await sheets.ask(() => <ClosedScreen />)
}
