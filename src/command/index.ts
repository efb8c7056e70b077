#!/usr/bin/env node
import process from 'node:process'
import { EXIT } from './cli/exit-codes.js'
import { processIo } from './cli/io.js'
import { main } from './main.js'

// If nothing keeps the process alive any more, it ends without a result, which is no success.
process.exitCode = EXIT.error
main(process.argv.slice(2), processIo()).then(exitCode => {
  process.exitCode = exitCode
})
