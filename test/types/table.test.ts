import { describe, expect, it } from 'vitest'
import type { Api } from '../../src/browser/apis/api-spec.js'
import { MENU_SHARES } from '../../src/browser/apis/menu-share.js'
import { MINI_PROGRAM } from '../../src/browser/apis/mini-program.js'
import { COMMANDS, EVENTS, LISTED_APIS } from '../../src/browser/apis/table.js'
import { readTypes } from '../support/declared-types.js'
import { loadVendor } from '../support/loaded-vendor.js'
import { firstReleaseWith } from '../support/script-releases.js'
import { ALL_VENDOR_VERSIONS } from '../support/vendor-scripts.js'

/** The table of APIs, held against the vendor's scripts and against what `types/` declares. */
const ROWS: Readonly<Record<string, Api>> = { ...COMMANDS, ...EVENTS, ...MENU_SHARES }

/** What a script has that is no API: `ready()` does the first three, and the others call APIs. */
const OF_THE_SCRIPT = ['config', 'ready', 'error', 'invoke', 'on', 'miniProgram']

const types = readTypes('wx.d.ts')
const miniProgramTypes = readTypes('mini-program.d.ts')
const names = readTypes('names.d.ts')
const scripts = ALL_VENDOR_VERSIONS.map(version => ({ version, vendor: loadVendor(version) }))

describe.each(scripts)('jweixin $version', ({ version, vendor }) => {
  const apis = Object.keys(vendor).filter(name => !OF_THE_SCRIPT.includes(name))

  it('has no API that has no row', () => {
    expect(apis.filter(name => !(name in ROWS))).toEqual([])
    expect(apis.length).toBeGreaterThanOrEqual(36)
  })

  it('has the APIs that are said to be in it, and no others', () => {
    const said = Object.keys(ROWS).filter(name => {
      const since = firstReleaseWith(name)
      return since !== 'none' && since <= version
    })
    expect(apis.sort()).toEqual(said.sort())
  })

  it('has no API of mini programs that has no row', () => {
    const calls = Object.keys(vendor.miniProgram ?? {})
    expect(calls.filter(name => name !== 'getEnv' && !(name in MINI_PROGRAM))).toEqual([])
  })
})

describe('the table', () => {
  it('has what is declared, and nothing else', () => {
    const declared = types.members('JWeixin').filter(name => !OF_THE_SCRIPT.includes(name))
    const bridgeOnly = types.members('BridgeApis')
    expect(Object.keys(ROWS).sort()).toEqual([...declared, ...bridgeOnly].sort())
    expect(Object.keys(MINI_PROGRAM).concat('getEnv').sort()).toEqual(
      miniProgramTypes.members('MiniProgram').sort(),
    )
  })

  it('marks what no script has as the bridge’s alone, and that is declared apart', () => {
    const ofNoScript = Object.keys(ROWS).filter(name => scripts.every(({ vendor }) => !(name in vendor)))
    expect(ofNoScript).toEqual(Object.keys(ROWS).filter(name => firstReleaseWith(name) === 'none'))
    expect(ofNoScript).toEqual(types.members('BridgeApis'))
  })

  it('has each API in one of its parts only', () => {
    const parts = [COMMANDS, EVENTS, MENU_SHARES].flatMap(part => Object.keys(part))
    expect(new Set(parts).size).toBe(parts.length)
  })

  it('lists every API but the one that needs no permission', () => {
    expect(Object.keys(ROWS).filter(name => !LISTED_APIS.includes(name))).toEqual(['checkJsApi'])
    expect([...LISTED_APIS, 'checkJsApi'].sort()).toEqual(names.literals('JsApi').sort())
  })
})
