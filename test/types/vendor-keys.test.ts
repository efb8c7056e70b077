import { describe, expect, it } from 'vitest'
import { readTypes } from '../support/declared-types.js'
import { loadVendor, type Vendor } from '../support/loaded-vendor.js'
import { ALL_VENDOR_VERSIONS as VERSIONS, type VendorVersion } from '../support/vendor-scripts.js'

/** Options that scripts read and the types omit on purpose. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  // Only in script 1.0.0, and undocumented.
  closeWindow: ['immediateClose'],
}

/** 附录2-所有JS接口列表 */
const APPENDIX_2 = [
  'onMenuShareTimeline',
  'onMenuShareAppMessage',
  'onMenuShareQQ',
  'onMenuShareWeibo',
  'onMenuShareQZone',
  'startRecord',
  'stopRecord',
  'onVoiceRecordEnd',
  'playVoice',
  'pauseVoice',
  'stopVoice',
  'onVoicePlayEnd',
  'uploadVoice',
  'downloadVoice',
  'chooseImage',
  'previewImage',
  'uploadImage',
  'downloadImage',
  'translateVoice',
  'getNetworkType',
  'openLocation',
  'getLocation',
  'hideOptionMenu',
  'showOptionMenu',
  'hideMenuItems',
  'showMenuItems',
  'hideAllNonBaseMenuItem',
  'showAllNonBaseMenuItem',
  'closeWindow',
  'scanQRCode',
  'chooseWXPay',
  'openProductSpecificView',
  'addCard',
  'chooseCard',
  'openCard',
]

/** 附录3-所有菜单项列表 */
const APPENDIX_3 = {
  BaseMenuItem: ['exposeArticle', 'setFont', 'dayMode', 'nightMode', 'refresh', 'profile', 'addContact'],
  SpreadMenuItem: [
    'share:appMessage',
    'share:timeline',
    'share:qq',
    'share:weiboApp',
    'favorite',
    'share:facebook',
    'share:QZone',
  ],
  ProtectMenuItem: [
    'editTag',
    'delete',
    'copyUrl',
    'originPage',
    'readMode',
    'openWithQQBrowser',
    'openWithSafari',
    'share:email',
    'share:brand',
  ],
}

/** Members that are not APIs of the client, so that they cannot be listed in `jsApiList`. */
const OF_THE_SCRIPT = ['config', 'ready', 'error', 'invoke', 'on', 'miniProgram']

const types = readTypes('wx.d.ts')
const names = readTypes('names.d.ts')
const callbacks = readTypes('callbacks.d.ts')
const miniProgramTypes = readTypes('mini-program.d.ts')

const scripts = VERSIONS.map(version => ({ version, vendor: loadVendor(version) }))

describe.each(scripts)('jweixin $version', ({ vendor }) => {
  it('has no method that JWeixin lacks', () => {
    expect(without(Object.keys(vendor), types.members('JWeixin'))).toEqual([])
  })

  it('has no method of miniProgram that MiniProgram lacks', () => {
    expect(without(Object.keys(vendor.miniProgram ?? {}), miniProgramTypes.members('MiniProgram'))).toEqual(
      [],
    )
  })

  it('does not throw without options where the types make them optional', () => {
    const throwing = types.optional('JWeixin').filter(name => !survives(vendor, name))
    const later = without(types.optional('JWeixin'), Object.keys(vendor))
    expect(throwing).toEqual(later)
  })
})

describe('JWeixin', () => {
  it('has no member that no script has', () => {
    const known = scripts.flatMap(({ vendor }) => Object.keys(vendor))
    expect(without(types.members('JWeixin'), known)).toEqual([])
  })

  it('requires options wherever a script throws without them', () => {
    // Except events: without a listener they do not throw, but are useless.
    const commands = types.members('JWeixin').filter(name => !/^(on|ready|error|config|invoke)/.test(name))
    const surviving = commands.filter(name =>
      scripts.every(({ vendor }) => !vendor[name] || survives(vendor, name)),
    )
    expect(without(surviving, ['miniProgram']).sort()).toEqual(types.optional('JWeixin').sort())
  })

  const methods = types.members('JWeixin').filter(name => !['ready', 'error', 'invoke', 'on'].includes(name))
  it.each(without(methods, ['miniProgram']))('%s takes exactly the options that the scripts read', name => {
    const read = new Set<string>()
    for (const version of VERSIONS) for (const key of optionsRead(version, name)) read.add(key)
    for (const key of LEFT_OUT[name] ?? []) expect(read.delete(key)).toBe(true)
    const ofCallbacks = callbacks.members('MenuCallbacks')
    expect(without(types.optionsOf('JWeixin', name), ofCallbacks).sort()).toEqual(
      without([...read], ofCallbacks).sort(),
    )
  })
})

describe('MiniProgram', () => {
  const newest = loadVendor('1.6.0').miniProgram as Vendor

  it('has no member that no script has', () => {
    expect(miniProgramTypes.members('MiniProgram').sort()).toEqual(Object.keys(newest).sort())
  })

  it('makes options optional where no script throws without them', () => {
    expect(miniProgramTypes.optional('MiniProgram')).toEqual(
      Object.keys(newest).filter(name => survives(newest, name)),
    )
  })
})

describe('names', () => {
  it('JsApi has the 35 APIs of appendix 2', () => {
    expect(APPENDIX_2).toHaveLength(35)
    expect(without(APPENDIX_2, names.literals('JsApi'))).toEqual([])
  })

  it('JsApi has every API of a script, and one that only the bridge has', () => {
    const apis = without(types.members('JWeixin'), OF_THE_SCRIPT)
    expect(names.literals('JsApi').sort()).toEqual([...apis, 'requestMerchantTransfer'].sort())
  })

  it.each(Object.entries(APPENDIX_3))('%s is the group of appendix 3', (group, items) => {
    expect(names.literals(group).sort()).toEqual(items.map(item => `menuItem:${item}`).sort())
  })

  it('MenuItem is the three groups, and HideableMenuItem all but the base group', () => {
    const hideable = [...names.literals('SpreadMenuItem'), ...names.literals('ProtectMenuItem')]
    expect(names.literals('HideableMenuItem').sort()).toEqual(hideable.sort())
    expect(names.literals('MenuItem').sort()).toEqual([...hideable, ...names.literals('BaseMenuItem')].sort())
  })
})

function survives(vendor: Vendor, name: string): boolean {
  try {
    vendor[name]?.()
    return name in vendor
  } catch {
    return false
  }
}

/** The properties that a method reads from its options. */
function optionsRead(version: VendorVersion, name: string): string[] {
  const read = new Set<string>()
  const lists: Record<string, unknown> = { cardList: [], jsApiList: [] }
  const options = new Proxy(lists, {
    get(target, key) {
      read.add(String(key))
      return target[String(key)]
    },
  })
  loadVendor(version)[name]?.(options)
  // Properties that the scripts set themselves, to pass data between their functions.
  return without([...read], ['_complete', 'isInnerInvoke'])
}

function without(list: readonly string[], others: readonly string[]): string[] {
  return list.filter(each => !others.includes(each))
}
