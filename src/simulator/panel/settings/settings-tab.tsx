import type { JSX } from 'preact'
import { useChanges } from '../../../inspector/view/use-changes.js'
import type { SimulatedClient } from '../../page/simulator-types.js'
import type { StoredSettings } from '../../page/stored-settings.js'
import { usePanel } from '../panel.js'
import { CheckField, SelectField, TextField } from '../ui/field.js'
import { DeniedApis } from './denied-apis.js'

/** What the simulated WeChat is like, and how the panel looks. */
export function SettingsTab(): JSX.Element {
  const panel = usePanel()
  const { t, simulator, controls, settings, save } = panel
  useChanges(simulator)
  const saveAndReload = (changes: StoredSettings) => {
    save(changes)
    controls.settings.reload()
  }
  return (
    <>
      <section class="section">
        <h2>{t('微信客户端', 'WeChat')}</h2>
        <SelectField<SimulatedClient>
          label={t('客户端（切换后重新加载页面）', 'Client (reloads the page)')}
          value={simulator.client}
          options={CLIENTS}
          onChange={client => saveAndReload({ client, version: undefined })}
        />
        <VersionField key={simulator.version} onSave={version => saveAndReload({ version })} />
        <TextField
          label={t('响应延迟（毫秒）', 'Latency (ms)')}
          numeric
          value={String(simulator.latency)}
          onInput={text => {
            const latency = Math.max(0, Number(text) || 0)
            simulator.latency = latency
            save({ latency })
          }}
        />
        <CheckField
          label={t('在小程序 web-view 中（切换后重新加载页面）', 'In a mini program (reloads the page)')}
          checked={isInMiniProgram(settings)}
          onChange={miniProgram => saveAndReload({ miniProgram })}
        />
        <CheckField
          label={t('每次操作都询问（关闭后自动应答）', 'Ask for every decision (else answer by default)')}
          checked={settings.asks !== false}
          onChange={asks => save({ asks })}
        />
      </section>
      <DeniedApis />
      <section class="section">
        <h2>{t('面板', 'Panel')}</h2>
        <div class="fields">
          <SelectField
            label={t('语言', 'Language')}
            value={panel.language}
            options={[
              ['zh', '中文'],
              ['en', 'English'],
            ]}
            onChange={language => save({ language })}
          />
          <SelectField
            label={t('外观', 'Theme')}
            value={settings.theme ?? 'system'}
            options={[
              ['system', t('跟随系统', 'System')],
              ['light', t('浅色', 'Light')],
              ['dark', t('深色', 'Dark')],
            ]}
            onChange={theme => save({ theme: theme === 'system' ? undefined : theme })}
          />
        </div>
        <CheckField
          label={t(
            '显示微信标题栏（页面下移 44 像素）',
            'Show WeChat’s title bar (moves the page down by 44 px)',
          )}
          checked={settings.titleBar === true}
          onChange={titleBar => save({ titleBar })}
        />
        <button
          type="button"
          class="button compact spaced"
          onClick={() => {
            controls.settings.clear()
            controls.settings.reload()
          }}
        >
          {t('恢复默认设置', 'Reset all settings')}
        </button>
      </section>
    </>
  )
}

const CLIENTS: readonly (readonly [SimulatedClient, string])[] = [
  ['android', 'Android'],
  ['ios', 'iOS'],
  ['harmony', 'HarmonyOS'],
  ['windows', 'Windows'],
  ['mac', 'macOS'],
  ['linux', 'Linux'],
]

function isInMiniProgram({ miniProgram }: Readonly<StoredSettings>): boolean {
  return miniProgram ?? (window as { __wxjs_environment?: string }).__wxjs_environment === 'miniprogram'
}

/** A version applies once it is complete: each letter would load the page again. */
function VersionField({ onSave }: { onSave(version: string | undefined): void }): JSX.Element {
  const { t, simulator } = usePanel()
  return (
    <label class="field">
      <span>{t('微信版本（回车后重新加载页面）', 'Version (Enter reloads the page)')}</span>
      <input
        class="input"
        defaultValue={simulator.version}
        onChange={({ currentTarget }) => {
          const version = currentTarget.value.trim()
          if (version !== simulator.version) onSave(version || undefined)
        }}
      />
    </label>
  )
}
