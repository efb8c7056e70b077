import type { JSX } from 'preact'
import { Facts } from '../../../inspector/view/facts.js'
import { formatValue } from '../../../inspector/view/format.js'
import { usePanel } from '../panel.js'
import { Buttons } from '../ui/buttons.js'
import { Sheet } from '../ui/sheet.js'

interface Confirmation {
  readonly title: readonly [zh: string, en: string]
  readonly confirm: readonly [zh: string, en: string]
  readonly note?: readonly [zh: string, en: string]
}

type ConfirmedApi =
  | 'launchMiniProgram'
  | 'openBusinessView'
  | 'requestMerchantTransfer'
  | 'openProductSpecificView'
  | 'openEnterpriseChat'
  | 'openEnterpriseRedPacket'
  | 'consumeAndShareCard'

/** Calls that leave the page for another screen of WeChat, which is not simulated. */
export const CONFIRMATIONS: Readonly<Record<ConfirmedApi, Confirmation>> = {
  launchMiniProgram: { title: ['即将打开小程序', 'Open a mini program'], confirm: ['允许', 'Allow'] },
  openBusinessView: {
    title: ['即将打开业务页面', 'Open a business view'],
    confirm: ['完成业务', 'Complete'],
  },
  requestMerchantTransfer: {
    title: ['确认收款', 'Accept a transfer'],
    confirm: ['收款', 'Accept'],
    note: [
      '页面收到 ok 只表示用户已返回，不表示已收款：请以服务器查询结果为准。',
      'ok tells the page that the user returned, not that they accepted: ask your server.',
    ],
  },
  openProductSpecificView: { title: ['打开商品页', 'Open a product'], confirm: ['打开', 'Open'] },
  openEnterpriseChat: { title: ['打开企业会话', 'Open a company chat'], confirm: ['打开', 'Open'] },
  openEnterpriseRedPacket: { title: ['发企业红包', 'Send a company red packet'], confirm: ['发送', 'Send'] },
  consumeAndShareCard: { title: ['赠送卡券', 'Give the card to a friend'], confirm: ['赠送', 'Give'] },
}

interface ConfirmProps {
  parameters: object
  settle(outcome: 'cancel' | undefined): void
}

/** A sheet that shows the parameters, and leaves the rest to the default answer. */
export function confirmSheet(confirmation: Confirmation): (props: ConfirmProps) => JSX.Element {
  const { title, confirm, note } = confirmation
  return ({ parameters, settle }) => {
    const { t } = usePanel()
    const cancel = () => settle('cancel')
    return (
      <Sheet title={t(...title)} onCancel={cancel}>
        <Facts facts={Object.entries(parameters).map(([name, value]) => [name, formatValue(value)])} />
        {note && <p class="note plain">{t(...note)}</p>}
        <Buttons confirm={t(...confirm)} onConfirm={() => settle(undefined)} onCancel={cancel} />
      </Sheet>
    )
  }
}
