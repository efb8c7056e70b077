import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Facts } from '../../../inspector/view/facts.js'
import { usePanel } from '../panel.js'
import { SelectField } from '../ui/field.js'
import { Sheet } from '../ui/sheet.js'
import type { SheetProps } from './sheet-props.js'

/** WeChat Pay. The page passes a prepaid order: its amount is known to the server only. */
export function PaymentSheet({ parameters, settle }: SheetProps<'chooseWXPay'>): JSX.Element {
  const { t } = usePanel()
  const [failure, setFailure] = useState<string>(FAILURES[0])
  return (
    <Sheet title={t('微信支付', 'WeChat Pay')} onCancel={() => settle('cancel')}>
      <p class="amount" aria-hidden="true">
        ¥ —
      </p>
      <p class="soft small centered">
        {t(
          '金额由下单时的服务器决定，页面只传递预支付单。',
          'The server set the amount when it created the order: the page passes on its id.',
        )}
      </p>
      <div class="well">
        <Facts
          facts={[
            [t('预支付单', 'Order'), parameters.package],
            [t('签名方式', 'Signed with'), parameters.signType ?? t('未指定', 'not stated')],
            [t('时间戳', 'Timestamp'), parameters.timestamp],
          ]}
        />
      </div>
      <div class="buttons">
        <button type="button" class="button" onClick={() => settle('cancel')}>
          {t('取消', 'Cancel')}
        </button>
        <button type="button" class="button primary" autofocus onClick={() => settle(undefined)}>
          {t('确认支付', 'Pay')}
        </button>
      </div>
      <details class="more">
        <summary>{t('让支付失败', 'Make the payment fail')}</summary>
        <SelectField
          label={t('原因', 'Reason')}
          value={failure}
          options={FAILURES.map(reason => [reason, reason] as const)}
          onChange={setFailure}
        />
        <button type="button" class="button danger wide" onClick={() => settle(new Error(failure))}>
          {t('支付失败', 'Fail')}
        </button>
      </details>
    </Sheet>
  )
}

/** As WeChat words them, after `fail_`. */
const FAILURES = ['余额不足', '支付验证签名失败', '当前页面的URL未注册', '订单已失效'] as const
