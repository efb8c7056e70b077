import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT, readBuilt } from '../support/built.js'
import { DOCUMENTS } from '../support/documents.mjs'
import { anchorsOf, lineAt, withoutCode } from '../support/markdown.js'

/** A mistyped host is not in the list. Add one only with a page that you have opened. */
const HOSTS = [
  'developer.work.weixin.qq.com',
  'developers.weixin.qq.com',
  'github.com',
  'keepachangelog.com',
  'mp.weixin.qq.com',
  'pay.weixin.qq.com',
  'semver.org',
]

it.each(DOCUMENTS)('each link of %s leads to a file, and to an anchor that is in it', file => {
  const broken = linksOf(file).filter(({ target }) => !/^\w+:/.test(target) && !leadsSomewhere(file, target))
  expect(broken.map(describeLink)).toEqual([])
})

it.each(DOCUMENTS)('each address in %s is https, of a known host', file => {
  const addresses = matchesIn(file, /\b(https?:\/\/[^\s)>"]+)/g)
  const unknown = addresses.filter(({ target }) => {
    const { protocol, host } = new URL(target)
    return protocol !== 'https:' || !HOSTS.includes(host)
  })
  expect(unknown.map(describeLink)).toEqual([])
})

interface Link {
  file: string
  line: number
  target: string
}

function linksOf(file: string): Link[] {
  return [
    ...matchesIn(file, /\]\(([^)\s]+)(?: "[^"]*")?\)/g),
    ...matchesIn(file, /^\[[^\]]+\]: *(\S+)/gm),
    ...matchesIn(file, /\b(?:href|src|srcset)="([^"]+)"/g),
  ]
}

function matchesIn(file: string, pattern: RegExp): Link[] {
  const text = withoutCode(readBuilt(file))
  return [...text.matchAll(pattern)].map(({ 1: target = '', index }) => ({
    file,
    line: lineAt(text, index),
    target,
  }))
}

function leadsSomewhere(from: string, target: string): boolean {
  const [path = '', anchor] = target.split('#')
  const file = path ? join(from, '..', decodeURIComponent(path)) : from
  if (!existsSync(join(ROOT, file))) return false
  return anchor === undefined || anchorsOf(readBuilt(file)).includes(decodeURIComponent(anchor))
}

function describeLink({ file, line, target }: Link): string {
  return `${file}:${line}: ${target}`
}
