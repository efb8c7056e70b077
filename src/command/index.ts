#!/usr/bin/env node
import process from 'node:process'
import { processIo } from './cli/io.js'
import { main } from './main.js'

main(process.argv.slice(2), processIo()).then(exitCode => {
  process.exitCode = exitCode
})
