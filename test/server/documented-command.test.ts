import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EXIT_CODES } from '../../src/command/cli/exit-codes.js'
import { COMMANDS } from '../../src/command/commands.js'
import { CAUSES } from '../../src/command/doctor/causes.js'
import { CHECKS } from '../../src/command/doctor/checks/index.js'

/** The names that the guide's page explains; help has the rest. */
const NAMES = {
  'each command': COMMANDS.map(({ name }) => name),
  'each option of doctor': optionsOf('doctor').filter(name => name !== '--list'),
  'each variable of serve': variablesOf('serve'),
  'each cause that doctor finds': Object.keys(CAUSES),
}

describe.each(['en', 'zh'])('demo/guide/%s/command.md', language => {
  const text = readPage(language, 'command.md')

  it.each(Object.entries(NAMES))('names %s', (_, names) => {
    expect(names.length).toBeGreaterThan(0)
    // As code, alone or with a value.
    expect(names.filter(name => !text.includes(`\`${name}\``) && !text.includes(`\`${name} `))).toEqual([])
  })

  it('names each exit code', () => {
    expect(EXIT_CODES.filter(([code]) => !text.includes(`\n| ${code} | `))).toEqual([])
  })
})

it.each(['en', 'zh'])('the checks in demo/guide/%s/account.md exist', language => {
  const [, table = ''] = readPage(language, 'account.md').split(/\n\| (?:Setting|配置项) \|[^\n]*\n/)
  const names = [...(table.split('\n\n')[0] ?? '').matchAll(/`([a-z][a-z-]*)`/g)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter(name => !CHECKS.some(check => check.name === name))).toEqual([])
})

function readPage(language: string, page: string): string {
  return readFileSync(new URL(`../../demo/guide/${language}/${page}`, import.meta.url), 'utf8')
}

function optionsOf(command: string): string[] {
  const { options = {} } = COMMANDS.find(({ name }) => name === command) ?? {}
  return Object.keys(options).map(name => `--${name}`)
}

function variablesOf(command: string): string[] {
  const { environment = {} } = COMMANDS.find(({ name }) => name === command) ?? {}
  return Object.keys(environment)
}
