import { join } from 'node:path'
import { FULL_FOLDER } from '../../support/full-run.mjs'
import { shell } from '../../support/shell.js'
import { foundIn, foundOfPeers, listOf } from './framework.js'
import { importAs, type Outcome, type Row, WORKS } from './row.js'
import { FOR_PAGES, named, PEERS, pathOf, type Subject } from './subjects.js'
import { nameOf } from './versions.js'
import { serve } from './visit.js'

const IN_CLIENT = FOR_PAGES.filter(({ name }) => name !== 'wx-ready/vue')
/** Components of the server import these. */
const IN_SERVER = named('wx-ready', 'wx-ready/explain', 'wx-ready/server', 'wx-ready/simulator/platform')

const component = (name: string, subjects: readonly Subject[]) => `
  ${subjects.map((subject, index) => importAs(`module${index}`, pathOf(subject))).join('\n')}
  export function ${name}() {
    return <p>{${JSON.stringify(name)} + ${listOf(subjects)}}</p>
  }`

const APP = {
  // It looks for packages no higher than here.
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(FULL_FOLDER)} }, outputFileTracingRoot: ${JSON.stringify(FULL_FOLDER)} }`,
  'app/layout.jsx': `
    import { Provider } from './provider'
    export default function Layout({ children }) {
      return <html><body><Provider>{children}</Provider></body></html>
    }`,
  'app/provider.jsx': `'use client'
    import { createWx } from 'wx-ready'
    import { WxProvider } from 'wx-ready/react'
    const wx = createWx({ signature: '/wx/signature' })
    export function Provider({ children }) {
      return <WxProvider wx={wx}>{children}</WxProvider>
    }`,
  'app/in-client.jsx': `'use client'\n${component('InClient', IN_CLIENT)}`,
  'app/in-server.jsx': component('InServer', IN_SERVER),
  // A component of the server, which renders one that the package exports.
  'app/page.jsx': `
    import { WxOpenLaunchApp } from 'wx-ready/react'
    import { InClient } from './in-client'
    import { InServer } from './in-server'
    export default function Page() {
      return <><InClient /><InServer /><WxOpenLaunchApp appid="wx1"><b>Open</b></WxOpenLaunchApp></>
    }`,
  'app/wx/signature/route.js': `
    import { createAccount, signatureHandler } from 'wx-ready/server'
    import { createPlatform } from 'wx-ready/simulator/platform'
    const platform = createPlatform({ accounts: [{ appId: 'wx1', secret: 's' }] })
    const fetch = (url, init) => platform.handler(new Request(url, init))
    const account = createAccount({ appId: 'wx1', secret: 's', fetch })
    const handler = signatureHandler(account, { allow: ['https://a.example'] })
    export { handler as GET }`,
  ...Object.fromEntries(
    PEERS.flatMap((peer, index) => [
      [
        `app/peer${index}/page.jsx`,
        `
          import { Peer } from './peer'
          export const dynamic = 'force-dynamic'
          export default function Page() {
            return <Peer />
          }`,
      ],
      [`app/peer${index}/peer.jsx`, `'use client'\n${component('Peer', [peer])}`],
    ]),
  ),
}

const nextRow = (next: string): Row => ({
  name: nameOf(next),
  entries: [...IN_CLIENT, ...named('wx-ready/server')],
  peers: PEERS,
  async run(project) {
    await project.write(APP)
    // It imports itself by its name. Hard links take no space, and no time.
    const own = join(project.folder, 'node_modules/next')
    await shell(`cp -al ${join(FULL_FOLDER, 'node_modules', next)} ${own}`)
    const program = join(own, 'dist/bin/next')
    await shell(`NEXT_TELEMETRY_DISABLED=1 NODE_ENV=production node ${program} build`, project.folder)
    const site = await serve([program, 'start'], project.folder)
    try {
      const page = await site.get('/')
      const outcome: Outcome = { ...foundIn(page, IN_CLIENT, 'InClient') }
      for (const [name, result] of Object.entries(foundIn(page, IN_SERVER, 'InServer')))
        if (result !== WORKS) outcome[name] = `in a component of the server: ${result}`
        else outcome[name] ??= WORKS
      if (!page.includes('<b>Open</b>'))
        outcome['wx-ready/react'] = 'A component of the server renders no open tag'
      const answer = await site.get(`/wx/signature?url=${encodeURIComponent('https://a.example/')}`)
      if (!answer.includes('"signature"')) outcome['wx-ready/server'] = answer
      return { ...outcome, ...(await foundOfPeers(site)) }
    } finally {
      await site.close()
    }
  },
})

export const NEXT: readonly Row[] = [nextRow('next-15'), nextRow('next')]
