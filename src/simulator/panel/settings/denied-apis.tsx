import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { DeniableApi } from '../../page/simulator-types.js'
import { usePanel } from '../panel.js'
import { TextField } from '../ui/field.js'
import { Icon } from '../ui/icon.js'

/** APIs that the account has no permission for. */
export function DeniedApis(): JSX.Element {
  const { t, simulator, settings, save, say } = usePanel()
  const [name, setName] = useState('')
  const [error, setError] = useState('')
  const denied = settings.deny ?? []
  const add = () => {
    const api = name.trim() as DeniableApi
    try {
      simulator.deny(api)
    } catch (reason) {
      return setError((reason as Error).message)
    }
    save({ deny: [...denied.filter(each => each !== api), api] })
    setName('')
    setError('')
  }
  const remove = (api: DeniableApi) => {
    simulator.allow(api)
    save({ deny: denied.filter(each => each !== api) })
  }
  return (
    <section class="section">
      <h2>{t('权限', 'Permissions')}</h2>
      <form
        class="inline"
        onSubmit={event => {
          event.preventDefault()
          add()
        }}
      >
        <TextField
          label={t('公众号没有权限的接口', 'APIs that the account may not use')}
          value={name}
          placeholder="chooseImage"
          onInput={setName}
        />
        <button type="submit" class="button compact" disabled={name.trim() === ''}>
          {t('添加', 'Add')}
        </button>
      </form>
      {error && <p class="note spaced">{error}</p>}
      <ul class="chips">
        {denied.map(api => (
          <li key={api}>
            <span class="mono">{api}</span>
            <button
              type="button"
              aria-label={t(`恢复 ${api} 的权限`, `Allow ${api}`)}
              onClick={() => remove(api)}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button compact"
        onClick={() => {
          simulator.revoke()
          say(t('页面需要重新验证', 'The page has to be verified again'))
        }}
      >
        {t('撤销页面的所有权限', 'Revoke all permissions of the page')}
      </button>
    </section>
  )
}
