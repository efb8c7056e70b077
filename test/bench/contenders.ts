import { fileURLToPath } from 'node:url'

/** One way to a page that may call WeChat. */
export interface Contender {
  readonly name: string
  /** Where the page has the vendor's script from; `'none'`: it is not used. */
  readonly script: 'app.js' | 'tag' | 'none'
  /** Whether it is ready only when the script is there. */
  readonly waitsForScript: boolean
  /** What a reader must know to compare its figures with the others'. */
  readonly note: string
}

/** The one that all are compared with. */
export const FLOOR = 'floor'
export const OURS = 'wx-ready'

/** In the order in which they are run and told; `contenders/<name>.js` is what each makes its `app.js` of. */
export const CONTENDERS: readonly Contender[] = [
  {
    name: FLOOR,
    script: 'app.js',
    waitsForScript: false,
    note: 'by hand, what cannot be done without: signature and verification, the script beside them, no error handled',
  },
  {
    name: 'guide',
    script: 'tag',
    waitsForScript: true,
    note: "by hand, steps two to five of WeChat's guide; its time begins at the script's tag, before app.js",
  },
  {
    name: 'wechat-jssdk',
    script: 'app.js',
    waitsForScript: true,
    note: '5.1.0, its browser client: it loads the script when the application has the signature',
  },
  {
    name: 'wecom-jssdk',
    script: 'none',
    waitsForScript: false,
    note: '@wecom/jssdk 2.4.4: no vendor script to wait for; app.js has one of its calls, and grows with each other',
  },
  { name: OURS, script: 'app.js', waitsForScript: false, note: 'every API is in app.js' },
]

/** The published packages among them, as `npm install` takes them. */
export const PACKAGES: readonly string[] = ['wechat-jssdk@5.1.0', '@wecom/jssdk@2.4.4']

/** The file of a contender. */
export function fileOf({ name }: Contender): string {
  return fileURLToPath(new URL(`contenders/${name}.js`, import.meta.url))
}
