import { readBuilt } from '../../support/built.js'
import type { Language } from './page.js'

interface Manifest {
  engines: { node: string }
  peerDependencies: Record<string, string>
}

const NEEDED_FOR: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  react: { en: '`wx-ready/react`', zh: '`wx-ready/react`' },
  vue: { en: '`wx-ready/vue`', zh: '`wx-ready/vue`' },
  vite: { en: '`wx-ready/vite`', zh: '`wx-ready/vite`' },
  '@playwright/test': { en: '`wx-ready/playwright`', zh: '`wx-ready/playwright`' },
  ioredis: { en: '`redisStore`, or `redis` instead', zh: '`redisStore`，也可以用 `redis`' },
  redis: { en: '`redisStore`, or `ioredis` instead', zh: '`redisStore`，也可以用 `ioredis`' },
}

/** What package.json says, and what es2018.test.ts and the oldest compiler of the tests check. */
export function minimumTable(language: Language): string {
  const { engines, peerDependencies } = JSON.parse(readBuilt('package.json')) as Manifest
  const first = (range: string) => range.replace('>=', '')
  const rows = [
    language === 'en'
      ? ['Chrome and Android WebView', '67', 'pages']
      : ['Chrome 和 Android WebView', '67', '页面'],
    ['iOS', '12', language === 'en' ? 'pages' : '页面'],
    [
      'Node.js',
      first(engines.node),
      language === 'en' ? 'the server, the command, tests' : '服务端、命令行、测试',
    ],
    ['TypeScript', '5.0', language === 'en' ? 'the types' : '类型声明'],
    ...Object.entries(peerDependencies)
      .sort(([a], [b]) => Object.keys(NEEDED_FOR).indexOf(a) - Object.keys(NEEDED_FOR).indexOf(b))
      .map(([name, range]) => [`\`${name}\``, first(range), NEEDED_FOR[name]?.[language] ?? '?']),
  ]
  const heading = language === 'en' ? ['What', 'From', 'Needed for'] : ['名称', '最低版本', '用于']
  return [heading, heading.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |\n`).join('')
}
