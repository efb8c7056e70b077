import type { ComponentType, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { usePanel } from '../panel.js'

/** Loads the inspector once its tab is opened: its check-lists are as large as the rest of the panel. */
export function Inspector(): JSX.Element {
  const { t } = usePanel()
  const [loaded, setLoaded] = useState<{ Tab?: ComponentType; failed?: true }>({})
  useEffect(() => {
    import('./inspector-tab.js').then(
      ({ InspectorTab }) => setLoaded({ Tab: InspectorTab }),
      () => setLoaded({ failed: true }),
    )
  }, [])
  const { Tab, failed } = loaded
  if (Tab) return <Tab />
  return (
    <p class="wi-empty">
      {failed
        ? t('加载失败，请刷新页面。', 'It could not be loaded: reload the page.')
        : t('正在加载……', 'Loading…')}
    </p>
  )
}
