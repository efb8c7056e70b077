import { describe, expect, it } from 'vitest'
import type { Api } from '../../src/browser/apis/api-spec.js'
import { COMMANDS, EVENTS, LISTED_APIS, MENU_SHARES, MINI_PROGRAM } from '../../src/browser/apis/table.js'
import { readTypes } from '../support/declared-types.js'
import { loadVendor } from '../support/loaded-vendor.js'
import { firstReleaseWith } from '../support/script-releases.js'
import { ALL_VENDOR_VERSIONS } from '../support/vendor-scripts.js'

/** Compares the table of APIs with the vendor's scripts and with the declarations in `types/`. */
const ROWS: Readonly<Record<string, Api>> = { ...COMMANDS, ...EVENTS, ...MENU_SHARES }

/** The members of a script that are not APIs. */
const OF_THE_SCRIPT = ['config', 'ready', 'error', 'invoke', 'on', 'miniProgram']

const types = readTypes('wx.d.ts')
const miniProgramTypes = readTypes('mini-program.d.ts')
const names = readTypes('names.d.ts')
const scripts = ALL_VENDOR_VERSIONS.map(version => ({ version, vendor: loadVendor(version) }))

describe.each(scripts)('jweixin $version', ({ version, vendor }) => {
  const apis = Object.keys(vendor).filter(name => !OF_THE_SCRIPT.includes(name))

  it('has no API without a row', () => {
    expect(apis.filter(name => !(name in ROWS))).toEqual([])
    expect(apis.length).toBeGreaterThanOrEqual(36)
  })

  it('has exactly the APIs that script-releases.ts lists for it', () => {
    const said = Object.keys(ROWS).filter(name => {
      const since = firstReleaseWith(name)
      return since !== 'none' && since <= version
    })
    expect(apis.sort()).toEqual(said.sort())
  })

  it('has no mini-program API without a row', () => {
    const calls = Object.keys(vendor.miniProgram ?? {})
    expect(calls.filter(name => name !== 'getEnv' && !(name in MINI_PROGRAM))).toEqual([])
  })
})

describe('the table', () => {
  it('has exactly the declared APIs', () => {
    const declared = types.members('JWeixin').filter(name => !OF_THE_SCRIPT.includes(name))
    const bridgeOnly = types.members('BridgeApis')
    expect(Object.keys(ROWS).sort()).toEqual([...declared, ...bridgeOnly].sort())
    expect(Object.keys(MINI_PROGRAM).concat('getEnv').sort()).toEqual(
      miniProgramTypes.members('MiniProgram').sort(),
    )
  })

  it('has the APIs that no script has, which are declared separately', () => {
    const ofNoScript = Object.keys(ROWS).filter(name => scripts.every(({ vendor }) => !(name in vendor)))
    expect(ofNoScript).toEqual(Object.keys(ROWS).filter(name => firstReleaseWith(name) === 'none'))
    expect(ofNoScript).toEqual(types.members('BridgeApis'))
  })

  it('has each API in one part only', () => {
    const parts = [COMMANDS, EVENTS, MENU_SHARES].flatMap(part => Object.keys(part))
    expect(new Set(parts).size).toBe(parts.length)
  })

  it('lists every API except checkJsApi, which needs no permission', () => {
    expect(Object.keys(ROWS).filter(name => !LISTED_APIS.includes(name))).toEqual(['checkJsApi'])
    expect([...LISTED_APIS, 'checkJsApi'].sort()).toEqual(names.literals('JsApi').sort())
  })
})
