/** Reads the types of the package's options from src/, with the doc comments of their members. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { ROOT } from '../support/command.mjs'

/** What the rules below find, though it has no table of its own. */
const WITHOUT_TABLE = new Map([
  ['BrandWCPayRequest', 'the parameters of WeChat Pay'],
  ['server/WebToken', 'a result of createOAuth'],
  ['server/PlatformOptions', 'a part of AccountOptions and OAuthOptions'],
  ['vite/DevOptions', 'a part of WxReadyOptions and DevMiddlewareOptions'],
  ['vue/OpenTagProps', 'what React takes, without its own props'],
  ['simulator/platform/SentCard', 'what the simulator sends'],
  ['server/Holding', 'what the package passes to a store'],
  ['explain/ExplainableError', 'an error, which nobody writes'],
  ['inspector/VConsoleLike', 'a class of vConsole'],
  ['watch(wx)', 'what createWx returns'],
  ['NodeRedisClient.eval(options)', 'a method of the Redis client'],
])

/** An exported type with such a name has options, whether or not a function of the package takes it. */
const OPTIONS_NAME = /(Options|Props|Handlers|Timeouts|Limits)$/

/** The longest definition that a table quotes in place of the alias. */
const LONGEST_DEFINITION = 110

/**
 * @typedef {object} Option
 * @property {string} name with a dot if it is a member of a nested object: `timeline.title`
 * @property {string} type as in the source, with the definition of short aliases
 * @property {string | undefined} defaultValue the text of `@default`; `undefined` if the option is required
 * @property {string} meaning the doc comment
 */

/**
 * Finds the types of options that a program writes: the parameters of exported functions and of the methods of exported
 * interfaces, the objects in them, and exported types with such a name. The vendor's own parameters, of types/, are left out.
 *
 * @returns {{ types: Map<string, Option[]>, mistakes: string[] }} the options by type. A type of another entry than the first
 *   has its entry in its name: `server/AccountOptions`
 */
export function readOptionTypes() {
  const program = createProgram()
  const checker = program.getTypeChecker()
  const entries = readEntries().map(({ entry, file }) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file))
    return { entry, exports: checker.getExportsOfModule(module) }
  })
  const tagTypes = openTagTypes(program, checker)
  const types = new Map()
  const mistakes = new Set()
  const unseen = new Set(WITHOUT_TABLE.keys())

  for (const { entry, exports } of entries)
    for (const symbol of exports) {
      const own = unaliased(symbol)
      if (!isOurs(own)) continue
      if (own.flags & ts.SymbolFlags.Value) takeParameters(checker.getTypeOfSymbol(own), symbol.name)
      if (!(own.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))) continue
      const type = checker.getDeclaredTypeOfSymbol(own)
      if (OPTIONS_NAME.test(symbol.name)) take(type, idOf(entry, symbol.name))
      if (hasMethods(type))
        for (const method of type.getProperties().filter(isOurs))
          takeParameters(checker.getTypeOfSymbol(method), `${symbol.name}.${method.name}`)
    }
  for (const id of unseen) mistakes.add(`${id}: is in WITHOUT_TABLE, but not in the package`)
  return { types, mistakes: [...mistakes] }

  function takeParameters(type, owner) {
    for (const signature of type.getCallSignatures())
      for (const parameter of signature.getParameters())
        take(checker.getTypeOfSymbol(parameter), `${owner}(${parameter.name})`)
  }

  /** @param path where the type is used, for messages */
  function take(type, path) {
    if (type.isUnion()) return type.types.forEach(each => void take(each, path))
    const isObject = (type.flags & ts.TypeFlags.Object) !== 0 || type.isIntersection()
    const element = !type.isIntersection() && (type.getNumberIndexType() ?? type.getStringIndexType())
    if (isObject && element) return take(element, path)
    const isCallable = type.getCallSignatures().length + type.getConstructSignatures().length > 0
    if (!isObject || isCallable || hasMethods(type) || !type.getProperties().some(isOurs)) return
    const named = namedTypeOf(type)
    if (WITHOUT_TABLE.has(named?.id ?? path)) return void unseen.delete(named?.id ?? path)
    if (types.has(named?.id)) return
    if (!named) return void mistakes.add(`${path}: the type of these options needs an exported name`)
    // Before its members, which may be of the same type.
    types.set(named.id, [])
    const options = optionsOf(named)
    types.set(named.id, [...options.filter(isRequired), ...options.filter(option => !isRequired(option))])
  }

  /** The exported type that `type` is, or that it takes all its members from. */
  function namedTypeOf(type) {
    const [tag] = type.aliasTypeArguments ?? []
    const declaredIn = type.getProperties()[0]?.declarations?.[0]?.parent
    for (const symbol of [type.aliasSymbol, type.symbol, declaredIn?.symbol])
      for (const { entry, exports } of entries) {
        const found = symbol && exports.find(each => unaliased(each) === symbol)
        if (!found) continue
        const id = idOf(entry, found.name)
        // The props of one open tag.
        return tag?.isStringLiteral()
          ? { id: `${id}<'${tag.value}'>`, type, tag: tag.value }
          : { id, type: checker.getDeclaredTypeOfSymbol(symbol) }
      }
    return undefined
  }

  function optionsOf({ id, type, tag }, prefix = '') {
    return type.getProperties().flatMap(property => {
      const name = prefix + property.name
      const declared = property.declarations ? property : tagMember(tag, property.name)
      // Each tag has its own members in one table, and what all tags have in another.
      if (!declared || Boolean(tag) !== (declared !== property)) return []
      const value = checker.getNonNullableType(checker.getTypeOfSymbol(property))
      const isNested =
        value.symbol?.name === '__type' && !value.aliasSymbol && value.getProperties().length > 0
      if (!isNested) take(value, `${id}.${name}`)
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0
      const option = toOption(declared, { id, name, isOptional })
      return isNested ? [option, ...optionsOf({ id, type: value }, `${name}.`)] : [option]
    })
  }

  /** The attribute of a tag that became the prop `envVersion`, or its event that became `onLaunch`. */
  function tagMember(tag, prop) {
    for (const [owner, name] of [
      [tagTypes.OpenTagAttributes, prop.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)],
      [tagTypes.OpenTagEvents, prop.replace(/^on(.)/, (_, letter) => letter.toLowerCase())],
    ]) {
      const members = tag && checker.getTypeOfSymbol(owner.getProperty(tag))
      const member = members?.getProperty(name)
      if (member) return member
    }
    return undefined
  }

  function toOption(declared, { id, name, isOptional }) {
    const tag = declared.getJsDocTags(checker).find(tag => tag.name === 'default')
    const isHandler = /^on[A-Z]/.test(name) && declared.name !== name
    const defaultValue = tag ? oneLine(ts.displayPartsToString(tag.text)) : isHandler ? 'none' : undefined
    const meaning = oneLine(ts.displayPartsToString(declared.getDocumentationComment(checker)))
    if (!meaning) mistakes.add(`${id}: ${name} has no doc comment`)
    if (isOptional && !defaultValue) mistakes.add(`${id}: ${name} has no @default`)
    return { name, type: typeText(declared, name), defaultValue, meaning }
  }

  function typeText({ declarations: [declaration] }, name) {
    const text = textOf(declaration.type)
    // The handler of a tag's event is declared as the event.
    if (text.startsWith('CustomEvent')) return `(event: ${text}) => void`
    if (name === 'extraData') return `${text} | object`
    return text
  }

  /** The text of a type without `undefined`, and with short definitions in place of the names of aliases. */
  function textOf(node) {
    if (ts.isUnionTypeNode(node)) {
      const parts = node.types.filter(each => each.kind !== ts.SyntaxKind.UndefinedKeyword).map(textOf)
      return parts.length === 1
        ? parts[0]
        : parts.map(part => (part.includes('=>') ? `(${part})` : part)).join(' | ')
    }
    if (ts.isTypeReferenceNode(node)) {
      const symbol = checker.getSymbolAtLocation(node.typeName)
      const declaration = symbol && unaliased(symbol).declarations?.[0]
      if (declaration && ts.isTypeAliasDeclaration(declaration) && isOurs(declaration.symbol)) {
        if (ts.isMappedTypeNode(declaration.type))
          return namedTypeOf(checker.getTypeFromTypeNode(node))?.id.split('/').pop() ?? node.getText()
        const text = textOf(declaration.type)
        if (!declaration.typeParameters && text.length <= LONGEST_DEFINITION) return text
      }
    }
    if (ts.isParenthesizedTypeNode(node)) return textOf(node.type)
    if (ts.isTypeLiteralNode(node)) return 'object'
    return oneLine(node.getText())
      .replace(/\(string & \{\}\)/g, 'string')
      .replace(/^readonly (?=.*\[\]$)/, '')
  }

  function unaliased(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  }
}

/** An object that the package or its user made, rather than options. */
function hasMethods(type) {
  return type.getProperties().some(({ declarations }) => declarations?.some(ts.isMethodSignature))
}

/** Whether it is declared in src/, or is an open tag: the parameters of the vendor's APIs have a page of their own. */
function isOurs({ declarations }) {
  const file = declarations?.[0]?.getSourceFile().fileName ?? ''
  return file.startsWith(join(ROOT, 'src')) || file === join(ROOT, 'types/open-tags.d.ts')
}

function isRequired({ defaultValue = 'required' }) {
  return defaultValue.startsWith('required')
}

/** The attributes and events of the open tags, by tag. */
function openTagTypes(program, checker) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(join(ROOT, 'types/open-tags.d.ts')))
  const typeOf = name => checker.getDeclaredTypeOfSymbol(module.exports.get(name))
  return { OpenTagAttributes: typeOf('OpenTagAttributes'), OpenTagEvents: typeOf('OpenTagEvents') }
}

function idOf(entry, name) {
  return entry === '' ? name : `${entry}/${name}`
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim()
}

/** The entries of package.json: `server` is `wx-ready/server`. */
function readEntries() {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const { paths } = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')).compilerOptions
  return Object.entries(exports)
    .filter(([, target]) => target.import?.default)
    .map(([path]) => path.replace(/^\.\/?/, ''))
    .map(entry => ({ entry, file: join(ROOT, paths[entry ? `wx-ready/${entry}` : 'wx-ready'][0]) }))
}

/** Files below src/ and types/ that declare none, or that need the DOM. */
const NO_PUBLIC_TYPES = /^(command|simulator.panel)\b|^global\.d\.ts$/

/** Of the package's own files and the smallest library: with React, Vue, Vite and the DOM it would take ten seconds. */
function createProgram() {
  const files = ['src', 'types'].flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts') && !NO_PUBLIC_TYPES.test(file))
      .map(file => join(ROOT, folder, file)),
  )
  return ts.createProgram(files, {
    noResolve: true,
    types: [],
    lib: ['lib.es5.d.ts'],
    strict: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
  })
}
