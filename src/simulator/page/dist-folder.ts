/**
 * The folder of the built package, which contains files that are no modules. A module's own folder does not tell: the CommonJS
 * modules are one folder deeper.
 *
 * @param moduleUrl `import.meta.url` of any module of this package
 */
export function distFolder(moduleUrl: string): URL {
  return new URL(moduleUrl.replace(/^(.*\/dist\/).*$/s, '$1'))
}
