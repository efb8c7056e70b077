import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** What a file of `types/` declares, as the compiler sees it. */
export interface DeclaredTypes {
  members(name: string): string[]
  /** The methods of which a signature can be called with nothing. */
  optional(owner: string): string[]
  /** The options of a method, over all of its signatures. */
  optionsOf(owner: string, name: string): string[]
  /** The members of a union of texts. */
  literals(name: string): string[]
}

export function readTypes(file: string): DeclaredTypes {
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
    optional: (owner: string) =>
      members(owner).filter(name =>
        signatures(owner, name).some(({ parameters: [first] }) => {
          const declaration = first?.valueDeclaration
          return declaration && ts.isParameter(declaration) && declaration.questionToken !== undefined
        }),
      ),
    optionsOf(owner, name) {
      const keys = signatures(owner, name).flatMap(({ parameters: [first] }) => {
        if (!first) return []
        const type = checker.getNonNullableType(checker.getTypeOfSymbol(first))
        return type.getProperties().map(each => each.name)
      })
      return [...new Set(keys)]
    },
    literals(name) {
      const type = typeOf(name)
      if (!type.isUnion()) throw new Error(`${name} is no union`)
      return type.types.map(each => {
        if (!each.isStringLiteral()) throw new Error(`${name} holds ${checker.typeToString(each)}`)
        return each.value
      })
    },
  }
}
