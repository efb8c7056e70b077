/** Why a package of others fails. A failure of another kind has no place in the table, and fails the test. */
export interface Reason {
  /** Of the message of the tool. */
  readonly pattern: RegExp
  readonly en: string
  readonly zh: string
}

export const REASONS: readonly Reason[] = [
  {
    pattern: /\b(window|document|navigator|location) is not defined/,
    en: 'The import throws on a server: `window is not defined`.',
    zh: '在服务端导入即抛错：`window is not defined`。',
  },
  {
    pattern: /^(is )?undefined$|reading 'config'|Received: +"undefined"/,
    en: 'The import succeeds, but what it exports is empty or `undefined`.',
    zh: '可以导入，但得到的是空对象或 `undefined`。',
  },
  {
    pattern: /Module parse failed/,
    en: 'Its syntax is newer than what the bundler parses without a loader.',
    zh: '语法过新，不加 loader 时打包工具无法解析。',
  },
  {
    pattern: /TS7016|^no types$/,
    en: 'It has no types: under `strict` the import does not compile.',
    zh: '没有类型声明：`strict` 下无法通过编译。',
  },
  {
    pattern: /TS2339|^FalseExportDefault$/,
    en: 'Its types declare `export default` for a CommonJS file: in an ES module, the default import has the wrong type.',
    zh: '类型声明写的是 `export default`，文件却是 CommonJS：在 ES 模块中，默认导入的类型不对。',
  },
  {
    pattern: /TS1479|^FalseESM$/,
    en: 'Its types are those of an ES module only: a CommonJS file cannot import them.',
    zh: '只有 ES 模块的类型声明，CommonJS 文件无法导入。',
  },
]
