/** Runs a benchmark: `node test/bench/run.mjs ready`. */
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const file = fileURLToPath(new URL(`${process.argv[2]}.ts`, import.meta.url))
await runnerImport(file, { configFile: false, logLevel: 'warn' })
