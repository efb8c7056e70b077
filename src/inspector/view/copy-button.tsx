import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Translate } from './i18n.js'

/** Copies a text. Where the browser refuses, it shows the text, selected. */
export function CopyButton({ text, t }: { text: () => string; t: Translate }): JSX.Element {
  const [outcome, setOutcome] = useState<'copied' | 'shown' | undefined>()
  const [shown, setShown] = useState('')
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (outcome === 'shown') area.current?.select()
    if (outcome !== 'copied') return undefined
    const timer = setTimeout(() => setOutcome(undefined), 2000)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => {
    const report = text()
    if (await copyText(report)) {
      setOutcome('copied')
    } else {
      setShown(report)
      setOutcome('shown')
    }
  }
  return (
    <>
      <button type="button" class="wi-button" onClick={copy}>
        {outcome === 'copied' ? t('已复制', 'Copied') : t('复制', 'Copy')}
      </button>
      {outcome === 'shown' && (
        <div class="wi-copy">
          <p>{t('请长按复制：', 'Copy this text:')}</p>
          <textarea ref={area} readOnly rows={8} value={shown} aria-label={t('报告', 'Report')} />
          <button type="button" class="wi-button" onClick={() => setOutcome(undefined)}>
            {t('关闭', 'Close')}
          </button>
        </div>
      )}
    </>
  )
}

/** The clipboard is only for secure pages, and some versions of WeChat refuse it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyOldWay(text)
  }
}

function copyOldWay(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.readOnly = true
  // Out of sight, and large enough that iOS does not zoom.
  Object.assign(area.style, { position: 'fixed', top: '-100px', fontSize: '16px' })
  document.body.append(area)
  area.select()
  area.setSelectionRange(0, text.length)
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    area.remove()
  }
}
