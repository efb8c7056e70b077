import { join } from 'node:path'
import { type OutputChunk, rollup } from 'rollup'
import { expect, it } from 'vitest'
import { ROOT } from '../support/built.js'

const INSPECTOR = join(ROOT, 'dist/inspector/index.js')

/** An app as the README shows it. */
const APP = `
  import { createWx } from '${join(ROOT, 'dist/browser/index.js')}'
  const wx = createWx({ signature: '/wx/signature' })
  if (location.href.includes('wx-inspector'))
    import('${INSPECTOR}').then(({ openInspector }) => openInspector(wx))
`

it('an app that imports the inspector on demand has nothing of it in its own bundle', async () => {
  const { app, others } = await bundle(APP)
  expect(app.code).toContain('WeixinJSBridge')
  expect(app.code).not.toMatch(/wx-ready-inspector|preact|shadowRoot|jsapisign/)
  expect(others.map(({ facadeModuleId }) => facadeModuleId)).toEqual([INSPECTOR])
  expect(others[0]?.code).toContain('wx-ready-inspector')
})

it('the inspector is one file, which a page can import from a CDN', async () => {
  const { app, others } = await bundle(`export { openInspector } from '${INSPECTOR}'`)
  expect(others).toEqual([])
  expect(app.imports).toEqual([])
})

async function bundle(code: string): Promise<{ app: OutputChunk; others: OutputChunk[] }> {
  const entry = { name: 'entry', resolveId: (id: string) => (id === 'app' ? id : null), load: () => null }
  const build = await rollup({
    input: 'app',
    plugins: [{ ...entry, load: id => (id === 'app' ? code : null) }],
  })
  const { output } = await build.generate({ format: 'es' })
  await build.close()
  const [app, ...others] = output.filter(chunk => chunk.type === 'chunk')
  return { app: app as OutputChunk, others }
}
