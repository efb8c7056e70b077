import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { SAMPLE_ADDRESS } from '../../page/answers/sample-address.js'
import type { SimulatorResult } from '../../page/api-types.js'
import { usePanel } from '../panel.js'
import { Buttons } from '../ui/buttons.js'
import { TextField } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { Sheet } from '../ui/sheet.js'
import type { SheetProps } from './sheet-props.js'

type Address = Required<SimulatorResult<'openAddress'>>

/** The addresses of the user: to choose one, or to change it first. */
export function AddressSheet({ settle }: SheetProps<'openAddress'>): JSX.Element {
  const { t } = usePanel()
  const [edited, setEdited] = useState<Address | undefined>()
  if (edited) return <EditAddress address={edited} onSave={settle} onCancel={() => setEdited(undefined)} />
  return (
    <Sheet title={t('收货地址', 'Delivery address')} onCancel={() => settle('cancel')}>
      <ul class="list">
        {ADDRESSES.map((address, index) => (
          <li key={address.userName} class="split">
            <button type="button" class="row" autofocus={index === 0} onClick={() => settle(address)}>
              <span class="grow">
                {address.userName} <span class="soft small">{address.telNumber}</span>
                <br />
                <span class="soft small">
                  {address.provinceName}
                  {address.cityName}
                  {address.countryName}
                  {address.detailInfo}
                </span>
              </span>
            </button>
            <button
              type="button"
              class="icon-button"
              aria-label={t(`编辑${address.userName}的地址`, `Edit the address of ${address.userName}`)}
              onClick={() => setEdited(address)}
            >
              <Icon name="next" size={20} />
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

interface EditAddressProps {
  address: Address
  onSave(address: Address): void
  onCancel(): void
}

function EditAddress({ address, onSave, onCancel }: EditAddressProps): JSX.Element {
  const { t } = usePanel()
  const [changed, setChanged] = useState(address)
  const field = (name: keyof Address, zh: string, en: string) => (
    <TextField
      label={t(zh, en)}
      value={changed[name]}
      onInput={value => setChanged({ ...changed, [name]: value })}
    />
  )
  return (
    <Sheet title={t('编辑地址', 'Edit the address')} onCancel={onCancel}>
      <div class="fields">
        {field('userName', '收货人', 'Name')}
        {field('telNumber', '手机号码', 'Phone')}
      </div>
      <div class="fields">
        {field('provinceName', '省', 'Province')}
        {field('cityName', '市', 'City')}
        {field('countryName', '区', 'District')}
      </div>
      {field('detailInfo', '详细地址', 'Street')}
      <div class="fields">
        {field('postalCode', '邮编', 'Postal code')}
        {field('nationalCode', '国家码', 'District code')}
      </div>
      <Buttons confirm={t('使用', 'Use')} onConfirm={() => onSave(changed)} onCancel={onCancel} />
    </Sheet>
  )
}

const ADDRESSES: readonly Address[] = [
  SAMPLE_ADDRESS,
  {
    userName: '李娜',
    telNumber: '13800000000',
    postalCode: '100080',
    provinceName: '北京市',
    cityName: '北京市',
    countryName: '海淀区',
    detailInfo: '中关村大街1号',
    nationalCode: '110108',
  },
]
