import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { ROOT } from '../support/built.js'

/** A request that neither gets a response nor fails, nor keeps the process alive. */
const NO_RESPONSE = `
  import http from 'node:http'
  import { syncBuiltinESMExports } from 'node:module'
  http.request = () => ({ on() {}, off() {}, end() {} })
  syncBuiltinESMExports()
`

it('a process that ends without a result reports an error', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(NO_RESPONSE)}`,
      'dist/command/index.js',
      'doctor',
      '--page',
      'http://www.example.com/',
      '--only',
      'page-redirects',
    ],
    { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env.PATH } },
  )
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' })
})
