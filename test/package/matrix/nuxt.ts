import { join } from 'node:path'
import { FULL_FOLDER } from '../../support/full-run.mjs'
import { shell } from '../../support/shell.js'
import { foundIn, foundOfPeers, listOf } from './framework.js'
import { importAs, type Row } from './row.js'
import { FOR_PAGES, named, PEERS, pathOf, type Subject } from './subjects.js'
import { nameOf } from './versions.js'
import { serve } from './visit.js'

const IN_PAGE = FOR_PAGES.filter(({ name }) => name !== 'wx-ready/react')

const component = (title: string, subjects: readonly Subject[]) => `
  <script setup>
    ${subjects.map((subject, index) => importAs(`module${index}`, pathOf(subject))).join('\n')}
    const text = ${listOf(subjects)}
  </script>
  <template><p>${title}{{ text }}</p></template>`

const APP = {
  'nuxt.config.mjs': `export default {
    compatibilityDate: '2025-07-01',
    telemetry: false,
    devtools: { enabled: false },
  }`,
  'app/app.vue': '<template><NuxtPage /></template>',
  'app/plugins/wx-ready.js': `
    import { createWx } from 'wx-ready'
    import { wxPlugin } from 'wx-ready/vue'
    export default defineNuxtPlugin(({ vueApp }) => {
      vueApp.use(wxPlugin, createWx({ signature: '/wx/signature' }))
    })`,
  'app/components/Entries.vue': component('Entries', IN_PAGE),
  'app/pages/index.vue': `
    <script setup>
      import { useShare, useWxReady } from 'wx-ready/vue'
      const { state } = useWxReady()
      useShare({ title: 'T', imgUrl: '/i.png' })
    </script>
    <template><div><Entries /><b>{{ state.status }}</b></div></template>`,
  'server/routes/wx/signature.js': `
    import { createAccount, signatureHandler } from 'wx-ready/server'
    import { createPlatform } from 'wx-ready/simulator/platform'
    const platform = createPlatform({ accounts: [{ appId: 'wx1', secret: 's' }] })
    const fetch = (url, init) => platform.handler(new Request(url, init))
    const account = createAccount({ appId: 'wx1', secret: 's', fetch })
    const handler = signatureHandler(account, { allow: ['https://a.example'] })
    export default defineEventHandler(event => handler(toWebRequest(event)))`,
  ...Object.fromEntries(
    PEERS.map((peer, index) => [`app/pages/peer${index}.vue`, component('Peer', [peer])]),
  ),
}

const nuxtRow = (nuxt: string): Row => ({
  name: nameOf(nuxt),
  entries: [...IN_PAGE, ...named('wx-ready/server')],
  peers: PEERS,
  async run(project) {
    await project.write(APP)
    const program = join(FULL_FOLDER, 'node_modules', nuxt, 'bin/nuxt.mjs')
    await shell(`NUXT_TELEMETRY_DISABLED=1 NODE_ENV=production node ${program} build`, project.folder)
    const site = await serve(['.output/server/index.mjs'], project.folder)
    try {
      const page = await site.get('/')
      const outcome = foundIn(page, IN_PAGE, 'Entries')
      if (!page.includes('<b>idle</b>')) outcome['wx-ready/vue'] = 'The page does not render the state'
      const answer = await site.get(`/wx/signature?url=${encodeURIComponent('https://a.example/')}`)
      outcome['wx-ready/server'] = answer.includes('"signature"') ? 'works' : answer
      return { ...outcome, ...(await foundOfPeers(site)) }
    } finally {
      await site.close()
    }
  },
})

export const NUXT: readonly Row[] = [nuxtRow('nuxt')]
