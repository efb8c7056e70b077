import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Bundles handler.ts for a framework that loads no TypeScript: `handler.mjs` in the folder, which imports only of `node:`. */
export async function bundleHandler(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: fileURLToPath(new URL('handler.ts', import.meta.url)),
      outDir: folder,
      // Other files of the folder are not its own.
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'handler.mjs' } },
    },
  })
}
