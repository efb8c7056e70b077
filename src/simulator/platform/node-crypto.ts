/**
 * Node's crypto, `undefined` in a browser. Not an import, so that `createPlatform` loads everywhere and also where a test
 * environment replaces the global `crypto`.
 */
export function nodeCrypto(): typeof import('node:crypto') | undefined {
  return globalThis.process?.getBuiltinModule?.('node:crypto')
}
