import { expect, it } from 'vitest'
import { COMMANDS, EVENTS, MENU_SHARES, MINI_PROGRAM } from '../../src/browser/apis/table.js'
import { readBuilt } from '../support/built.js'

const APIS = [
  ...[COMMANDS, EVENTS, MENU_SHARES].flatMap(part => Object.keys(part)),
  'pay',
  ...[...Object.keys(MINI_PROGRAM), 'getEnv'].map(name => `miniProgram.${name}`),
]

it.each(['README.md', 'README.zh-CN.md'])('the table of %s lists every API once', file => {
  const rows = [...readBuilt(file).matchAll(/^\| `([\w.]+)\(/gm)].map(([, name]) => name)
  expect(rows.sort()).toEqual(APIS.sort())
})
