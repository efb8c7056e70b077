import { bundle } from './bundle.js'
import { type Contender, fileOf } from './contenders.js'
import type { BenchServer } from './server.js'
import { APP_ID } from './signing.js'

/** A contender's `app.js`. */
export interface App {
  readonly contender: Contender
  readonly code: string
  /** What the page has before `app.js`: of the guide, the script's tag. */
  readonly head: string
}

/** A page with its `app.js`, as it is served. */
export interface Served {
  readonly url: string
  /** What `app.js` has over the wire, gzip'd, without HTTP's headers. */
  readonly bytes: number
}

export async function buildApp(server: BenchServer, contender: Contender): Promise<App> {
  const code = await bundleFor(server, fileOf(contender))
  // There the contender's way begins with the tag.
  const head =
    contender.script === 'tag' ? `<script>bench.begin()</script><script src="${server.script}"></script>` : ''
  return { contender, code, head }
}

/** @param file becomes the `app.js` of a page */
export function bundleFor(server: BenchServer, file: string): Promise<string> {
  return bundle(file, { VENDOR_SCRIPT: server.script, APP_ID })
}

/** Serves the same page for all, below a path of its own. */
export function servePage(
  server: BenchServer,
  path: string,
  { code, head }: { code: string; head?: string },
): Served {
  const bytes = server.serve(`/${path}/app.js`, 'text/javascript', `bench.begin();${code}`)
  server.serve(
    `/${path}/`,
    'text/html',
    `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">${head ?? ''}</head>
<body><h1>A page</h1><script src="/${path}/app.js"></script></body>
</html>
`,
  )
  return { url: `${server.origin}/${path}/`, bytes }
}
