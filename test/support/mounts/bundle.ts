import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Bundles a file of this folder for what loads no TypeScript: `handler.mjs` in the other one, which imports only of `node:`. */
export async function bundleHandler(folder: string, file = 'handler.ts'): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: fileURLToPath(new URL(file, import.meta.url)),
      outDir: folder,
      // Other files of the folder are not its own.
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'handler.mjs' } },
    },
  })
}
