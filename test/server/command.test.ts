import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { promptHidden } from '../../src/command/cli/prompt.js'
import { createRedactedIo } from '../../src/command/cli/redact.js'
import { COMMANDS } from '../../src/command/commands.js'
import { CREDENTIALS, startSite } from '../support/broken-site.js'
import { runWxReady } from '../support/run-wx-ready.js'

describe.each(COMMANDS)('$name', command => {
  it.each(['en', 'zh'] as const)('has help with examples in %s', async lang => {
    const { code, out } = await runWxReady([...command.name.split(' '), '--help', '--lang', lang])
    expect(code).toBe(0)
    for (const option of Object.keys(command.options)) expect(out).toContain(`--${option}`)
    for (const variable of Object.keys(command.environment)) expect(out).toContain(variable)
    expect(command.examples.length).toBeGreaterThan(0)
    for (const { run } of command.examples) expect(out).toContain(run)
    expect(/\p{Script=Han}/u.test(out.replace(/JS接口安全域名|IP白名单/g, ''))).toBe(lang === 'zh')
  })

  it('has examples whose options exist', () => {
    for (const { run } of command.examples) {
      const [, given = ''] = run.split(`wx-ready ${command.name}`)
      for (const [, option = ''] of given.matchAll(/ --([\w-]+)/g))
        expect([...Object.keys(command.options), 'json', 'lang']).toContain(option)
    }
  })
})

it('lists the commands, in the language of the environment', async () => {
  const { code, out } = await runWxReady(['--help'], { env: { LANG: 'zh_CN.UTF-8' } })
  expect(code).toBe(0)
  for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name} +${summary.zh}$`, 'm'))
  expect((await runWxReady(['--help'], { env: { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' } })).out).toContain(
    'Commands',
  )
})

it('prints the version of the package', async () => {
  expect((await runWxReady(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

it.each([
  [['docter'], 'Did you mean doctor?'],
  [['doctor', '--pgae', 'https://a.example'], 'Did you mean --page?'],
  [['doctor', '--page'], '--page needs a value.'],
  [['doctor', '--page', 'a.example'], '--page must be an http(s) URL.'],
  [['doctor', '--page', 'https://a.example', '--page', 'https://a.example'], '--page was given twice.'],
  [['doctor', 'https://a.example'], 'takes no argument without an option name'],
  [['doctor', '--list=yes'], '--list takes no value.'],
  [['demo', '--port', '65536'], '--port must be a number from 0 to 65535.'],
  [['demo', '--port', 'http'], '--port must be a number from 0 to 65535.'],
  [['demo', '8081'], 'takes no argument without an option name'],
])('explains wrong arguments: %j', async (args, message) => {
  const { code, out, err } = await runWxReady(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
})

it('explains a wrong port from the environment', async () => {
  const { code, err } = await runWxReady(['probe', '--origin', 'https://a.example'], {
    env: { PORT: 'http' },
  })
  expect({ code, err }).toEqual({ code: 2, err: 'wx-ready: PORT must be a number from 0 to 65535.\n' })
})

it.each(['--secret', '--secret=', '--app-secret', '--ticket', '-secret'])(
  'refuses a secret as an argument, and does not repeat it: %s',
  async option => {
    const value = 'f00df00df00df00d'
    const args = option.endsWith('=') ? [option + value] : [option, value]
    for (const extra of [[], ['--json']]) {
      const { code, out, err } = await runWxReady(['doctor', ...args, ...extra])
      expect(code).toBe(2)
      expect(out + err).toMatch(/Set WX_(APP_SECRET|JSAPI_TICKET), or leave it out to be asked/)
      expect(out + err).not.toContain(value)
    }
  },
)

it('prints errors as JSON too', async () => {
  const { code, json } = await runWxReady(['doctor', '--json'])
  expect(code).toBe(2)
  expect(json()).toEqual({
    error: { message: 'There is nothing to check.', hint: expect.stringContaining('--page') },
  })
})

describe('a secret', () => {
  const { WX_APP_ID, WX_APP_SECRET } = CREDENTIALS

  it.each(['prompt', 'WX_APP_SECRET_FILE', '--secret-file'])('is read from %s', async from => {
    const folder = await mkdtemp(join(tmpdir(), 'wx-ready-secret-'))
    const file = join(folder, 'secret')
    await writeFile(file, `${WX_APP_SECRET}\n`)
    const site = await startSite()
    const { out } = await runWxReady(
      [...site.args, '--only', 'credentials', ...(from === '--secret-file' ? ['--secret-file', file] : [])],
      {
        env: { WX_APP_ID, ...(from === 'WX_APP_SECRET_FILE' && { WX_APP_SECRET_FILE: file }) },
        ...(from === 'prompt' && { typed: WX_APP_SECRET }),
      },
    )
    await site.close()
    await rm(folder, { recursive: true })
    expect(out).toContain('1 ok')
  })

  it('that cannot be read is reported by the name of its file', async () => {
    const { code, err } = await runWxReady(['doctor', '--secret-file', '/no/such/file'], {
      env: { WX_APP_ID },
    })
    expect({ code, err }).toEqual({ code: 2, err: 'wx-ready: Cannot read /no/such/file: ENOENT.\n' })
  })
})

describe('the output', () => {
  it.each([
    ['s3cret!', 'is s3cret! here', 'is … here'],
    [
      'redis://:s3cr!et.p4ss,word@redis.internal:6379',
      'at redis://:s3cr!et.p4ss,word@redis.internal:6379.',
      'at ….',
    ],
    ['long-secret-of-a-session-with-more', 'cut: long-secret-of-a-ses', 'cut: …'],
    ['a b&c=d/e', 'in a URL: a%20b%26c%3Dd%2Fe', 'in a URL: …'],
    ['a"b\\c\td', JSON.stringify({ m: 'a"b\\c\td' }), '{"m":"…"}'],
  ])('hides %j', (secret, text, printed) => {
    let shown = ''
    const print = (text: string) => {
      shown += text
    }
    const { io, hide } = createRedactedIo({
      env: {},
      out: print,
      err: print,
      ask: undefined,
      stopSignal: () => new AbortController().signal,
    })
    hide(secret)
    io.out(text)
    io.err(text)
    expect(shown).toBe(printed + printed)
  })
})

describe('the prompt', () => {
  function terminal() {
    const raw: boolean[] = []
    const input = Object.assign(new PassThrough(), { setRawMode: (on: boolean) => raw.push(on) })
    let shown = ''
    const asked = promptHidden('Secret: ', input, { write: (text: string) => (shown += text) })
    return { input, asked, raw, shown: () => shown }
  }

  it('shows nothing of what is typed, and corrects it', async () => {
    const { input, asked, raw, shown } = terminal()
    input.write('s3x\u007fcret')
    input.write('\r')
    expect(await asked).toBe('s3cret')
    expect(shown()).toBe('Secret: \n')
    expect(raw).toEqual([true, false])
  })

  it('ignores arrow keys and Delete', async () => {
    const { input, asked } = terminal()
    for (const typed of [
      'abc',
      '\u001b[D',
      '\u001b[3~',
      '\u001bOC',
      '\u001b[1;5D',
      '\u001b\u001b[A',
      'def',
      '\r',
    ])
      input.write(typed)
    expect(await asked).toBe('abcdef')
  })

  it.each(['\u0003', '\u0004'])('ends on %j', async key => {
    const { input, asked, raw } = terminal()
    input.write(`ab${key}`)
    await expect(asked).rejects.toMatchObject({ exitCode: 130 })
    expect(raw).toEqual([true, false])
  })
})
