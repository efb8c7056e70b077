import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const VERSIONS = ['1.0.0', '1.2.0', '1.3.2', '1.4.0', '1.6.0'] as const

/** Options that scripts read and the types leave out on purpose. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  // Script 1.0.0 alone, and no document has it.
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

/** What is no API of the client, and so never stands in `jsApiList`. */
const OF_THE_SCRIPT = ['config', 'ready', 'error', 'invoke', 'on', 'miniProgram']

type Vendor = Record<string, (options?: unknown) => void> & { miniProgram?: Vendor }

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

  it('survives without options what the types let go without', () => {
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

  it('asks for options wherever a script throws without them', () => {
    // Events aside: without a listener they throw nothing, and are of no use.
    const commands = types.members('JWeixin').filter(name => !/^(on|ready|error|config|invoke)/.test(name))
    const surviving = commands.filter(name =>
      scripts.every(({ vendor }) => !vendor[name] || survives(vendor, name)),
    )
    expect(without(surviving, ['miniProgram']).sort()).toEqual(types.optional('JWeixin').sort())
  })

  const methods = types.members('JWeixin').filter(name => !['ready', 'error', 'invoke', 'on'].includes(name))
  it.each(without(methods, ['miniProgram']))('%s takes what the scripts read, and nothing else', name => {
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

  it('lets go without options what survives that', () => {
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

  it('JsApi has every API that a script has, and one that goes over the bridge', () => {
    const apis = without(types.members('JWeixin'), OF_THE_SCRIPT)
    expect(names.literals('JsApi').sort()).toEqual([...apis, 'requestMerchantTransfer'].sort())
  })

  it.each(Object.entries(APPENDIX_3))('%s is the group of appendix 3', (group, items) => {
    expect(names.literals(group).sort()).toEqual(items.map(item => `menuItem:${item}`).sort())
  })

  it('MenuItem is the three groups, and HideableMenuItem all but the base one', () => {
    const hideable = [...names.literals('SpreadMenuItem'), ...names.literals('ProtectMenuItem')]
    expect(names.literals('HideableMenuItem').sort()).toEqual(hideable.sort())
    expect(names.literals('MenuItem').sort()).toEqual([...hideable, ...names.literals('BaseMenuItem')].sort())
  })
})

/** The vendor's object as it stands after `config`, on a page in WeChat whose client answers all at once. */
function loadVendor(version: (typeof VERSIONS)[number]): Vendor {
  const path = createRequire(import.meta.url).resolve(`jweixin-${version}/index.original.js`)
  const page: Record<string, unknown> = {
    // Neither phone: on one the script posts a report to the vendor.
    navigator: { userAgent: 'Mozilla/5.0 MicroMessenger/8.0.50', platform: 'Linux' },
    location: { href: 'https://example.com/' },
    document: { title: 'A page', addEventListener() {} },
    WeixinJSBridge: {
      invoke: (name: string, _parameters: object, callback: (answer: object) => void) =>
        callback({ err_msg: `${name}:ok` }),
      on: (name: string, callback: (event: object) => void) => callback({ err_msg: `${name}:ok` }),
    },
  }
  runInContext(readFileSync(path, 'utf8'), createContext(page), { filename: path })
  const vendor = page.jWeixin as Vendor
  // `beta` gives the scripts before 1.3.2 their `invoke` and `on`.
  vendor.config?.({ beta: true, check: false, jsApiList: [] })
  return vendor
}

function survives(vendor: Vendor, name: string): boolean {
  try {
    vendor[name]?.()
    return name in vendor
  } catch {
    return false
  }
}

/** The names that a method reads off the object that it is given. */
function optionsRead(version: (typeof VERSIONS)[number], name: string): string[] {
  const read = new Set<string>()
  const lists: Record<string, unknown> = { cardList: [], jsApiList: [] }
  const options = new Proxy(lists, {
    get(target, key) {
      read.add(String(key))
      return target[String(key)]
    },
  })
  loadVendor(version)[name]?.(options)
  // The scripts' own, between one of their functions and the next.
  return without([...read], ['_complete', 'isInnerInvoke'])
}

/** What a file of `types/` declares, as the compiler sees it. */
function readTypes(file: string) {
  const path = fileURLToPath(new URL(`../../types/${file}`, import.meta.url))
  const program = ts.createProgram([path], { strict: true, exactOptionalPropertyTypes: true, noEmit: true })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(path)
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) throw new Error(`${file} is no module`)

  const typeOf = (name: string) => {
    const symbol = checker.getExportsOfModule(module).find(each => each.name === name)
    if (!symbol) throw new Error(`${file} does not export ${name}`)
    return checker.getDeclaredTypeOfSymbol(symbol)
  }
  const signatures = (owner: string, name: string) => {
    const member = typeOf(owner).getProperty(name)
    return member ? checker.getTypeOfSymbol(member).getCallSignatures() : []
  }
  const members = (name: string) =>
    typeOf(name)
      .getProperties()
      .map(each => each.name)

  return {
    members,
    /** The methods of which a signature can be called with nothing. */
    optional: (owner: string) =>
      members(owner).filter(name =>
        signatures(owner, name).some(({ parameters: [first] }) => {
          const declaration = first?.valueDeclaration
          return declaration && ts.isParameter(declaration) && declaration.questionToken !== undefined
        }),
      ),
    /** The options of a method, over all of its signatures. */
    optionsOf(owner: string, name: string) {
      const keys = signatures(owner, name).flatMap(({ parameters: [first] }) => {
        if (!first) return []
        const type = checker.getNonNullableType(checker.getTypeOfSymbol(first))
        return type.getProperties().map(each => each.name)
      })
      return [...new Set(keys)]
    },
    /** The members of a union of texts. */
    literals(name: string) {
      const type = typeOf(name)
      if (!type.isUnion()) throw new Error(`${name} is no union`)
      return type.types.map(each => {
        if (!each.isStringLiteral()) throw new Error(`${name} holds ${checker.typeToString(each)}`)
        return each.value
      })
    },
  }
}

function without(list: readonly string[], others: readonly string[]): string[] {
  return list.filter(each => !others.includes(each))
}
