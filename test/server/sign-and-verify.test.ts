import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cardSignature, jsApiSignature } from '../../src/server/index.js'
import { runWxReady } from '../support/run-wx-ready.js'

/** The example of appendix 1 of WeChat's guide. */
const TICKET = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg'
const GUIDE = [
  '--page',
  'http://mp.weixin.qq.com?params=value',
  '--nonce',
  'Wm3WZYTPz0wzccnW',
  '--timestamp',
  '1414587457',
]
const env = { WX_JSAPI_TICKET: TICKET, WX_APP_ID: 'wx1' }

describe('sign page', () => {
  it("signs the guide's example, with a ticket from the environment or the prompt", async () => {
    const expected = {
      appId: 'wx1',
      timestamp: 1414587457,
      nonceStr: 'Wm3WZYTPz0wzccnW',
      signature: '0f9de62fce790f9a083d5c99e95740ceb90c27ed',
      url: 'http://mp.weixin.qq.com?params=value',
    }
    expect((await runWxReady(['sign', 'page', ...GUIDE], { env })).json()).toEqual(expected)
    const asked = await runWxReady(['sign', 'page', ...GUIDE, '--app-id', 'wx1'], { typed: ` ${TICKET} ` })
    expect(asked.json()).toEqual(expected)
  })

  it('says where the ticket may come from, without a terminal', async () => {
    const { code, err } = await runWxReady(['sign', 'page', ...GUIDE])
    expect(code).toBe(2)
    expect(err).toContain(
      'Set WX_JSAPI_TICKET, or WX_JSAPI_TICKET_FILE to the path of a file, or pass --ticket-file.',
    )
  })

  it('refuses milliseconds', async () => {
    const args = ['sign', 'page', '--page', 'https://a.example/', '--timestamp', '1414587457000']
    expect(await runWxReady(args, { env })).toMatchObject({
      code: 2,
      err: 'wx-ready: --timestamp is in seconds.\n',
    })
  })
})

describe('verify page', () => {
  const verify = (signature: string, page = GUIDE[1] as string) =>
    runWxReady(['verify', 'page', '--page', page, ...GUIDE.slice(2), '--signature', signature, '--json'], {
      env,
    })

  it("accepts the guide's example", async () => {
    const { code, json } = await verify('0f9de62fce790f9a083d5c99e95740ceb90c27ed')
    expect({ code, result: json() }).toMatchObject({ code: 0, result: { ok: true, mistakes: [] } })
  })

  const PAGE = 'https://www.example.com/a/?x=1&y=%E5%BE%AE'
  const signed = (url: string, values = {}) =>
    jsApiSignature({ ticket: TICKET, nonceStr: 'Wm3WZYTPz0wzccnW', timestamp: 1414587457, url, ...values })

  it.each([
    [['html-escaped-url'], signed(PAGE.replace('&', '&amp;'))],
    [['http-behind-proxy'], signed(PAGE.replace('https', 'http'))],
    [['trailing-slash'], signed(PAGE.replace('/?', '?'))],
    [['query-lost'], signed('https://www.example.com/a/')],
    [['query-lost'], signed('https://www.example.com/a/?x=1')],
    [['decoded-url'], signed(decodeURIComponent(PAGE))],
    [['encoded-url'], signed(encodeURIComponent(PAGE))],
    [['wrong-host'], signed(PAGE.replace('www.', ''))],
    [['wrong-host'], signed(PAGE.replace('.com/', '.com:443/'))],
    [['timestamp-differs'], signed(PAGE, { timestamp: 1414587457000 })],
    [['html-escaped-url', 'http-behind-proxy'], signed(PAGE.replace('&', '&amp;').replace('https', 'http'))],
    [
      ['http-behind-proxy', 'wrong-host'],
      signed(PAGE.replace('https://www.example.com', 'http://localhost')),
    ],
    [['stale-ticket'], signed(PAGE, { ticket: 'another one' })],
  ])('names %j', async (mistakes, signature) => {
    const { code, json } = await verify(signature, PAGE)
    expect(code).toBe(1)
    const result = json() as { ok: boolean; mistakes: string[]; expected: string }
    expect(result).toMatchObject({ ok: false, expected: signed(PAGE) })
    expect([...result.mistakes].sort()).toEqual(mistakes)
  })
})

describe('cards', () => {
  const [CARD_TICKET, CARD] = ['ojZ8YtyVyr30HheH3CM73y7h4jJE', 'pjZ8Yt1XGILfi-FUsewpnnolGgZk']
  const around = { env: { WX_CARD_TICKET: CARD_TICKET, WX_APP_ID: 'wx1' } }
  const verifyExt = async (ext: object | string) => {
    const text = typeof ext === 'string' ? ext : JSON.stringify(ext)
    const args = ['verify', 'card', '--card-id', CARD, '--card-ext', text, '--json']
    const run = await runWxReady(args, around)
    return { code: run.code, ...(run.json() as { mistakes: string[] }) }
  }

  it('that were signed are verified', async () => {
    const args = [
      'sign',
      'card',
      '--card-id',
      CARD,
      '--code',
      '14',
      '--openid',
      'o1',
      '--outer-id',
      '9007199254740993',
    ]
    const { cardExt } = (await runWxReady(args, around)).json() as { cardExt: string }
    expect(cardExt).toContain('"outer_id":9007199254740993')
    expect(await verifyExt(cardExt)).toMatchObject({ code: 0, mistakes: [] })
  })

  it('the vector of the guide is verified', async () => {
    const signature = 'f137ab68b7f8112d20ee528ab6074564e2796250'
    const ext = { code: '1434008071', timestamp: '1404896688', nonce_str: '123', signature }
    expect(await verifyExt(ext)).toMatchObject({ code: 0 })
  })

  it('names fields that were signed or left out by mistake', async () => {
    const ext = { timestamp: '1404896688', nonce_str: '123', code: '14', outer_id: 7 }
    const { timestamp, nonce_str, code } = ext
    const extra = cardSignature([CARD_TICKET, CARD, timestamp, nonce_str, code, '7'])
    expect(await verifyExt({ ...ext, signature: extra })).toMatchObject({
      code: 1,
      mistakes: ['outer_id-signed'],
    })
    const missing = cardSignature([CARD_TICKET, CARD, timestamp, nonce_str])
    expect(await verifyExt({ ...ext, signature: missing })).toMatchObject({ mistakes: ['code-not-signed'] })
    expect(await verifyExt({ ...ext, signature: 'f'.repeat(40) })).toMatchObject({ code: 1, mistakes: [] })
  })

  it('a filter for chooseCard is signed and verified', async () => {
    const args = ['sign', 'card', '--choose', '--card-type', 'GROUPON', '--shop-id', '7']
    const { cardSign, timestamp, nonceStr } = (await runWxReady(args, around)).json() as Record<
      string,
      string
    >
    const values = [
      '--card-sign',
      cardSign,
      '--timestamp',
      timestamp,
      '--nonce',
      nonceStr,
      '--card-type',
      'GROUPON',
    ]
    const verify = (more: string[]) =>
      runWxReady(['verify', 'card', ...(values as string[]), ...more], around)
    expect(await verify(['--shop-id', '7'])).toMatchObject({ code: 0, out: '✔ The signature is right.\n' })
    expect(await verify([])).toMatchObject({ code: 1 })
    const wrong = await runWxReady(['sign', 'card', '--choose', '--code', '1'], around)
    expect(wrong).toMatchObject({ code: 2, err: 'wx-ready: --code has no meaning with --choose.\n' })
  })
})

describe('payments', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const folder = mkdtempSync(join(tmpdir(), 'wx-ready-pay-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const keyFile = join(folder, 'apiclient_key.pem')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const publicFile = join(folder, 'public.pem')
  writeFileSync(publicFile, publicKey.export({ type: 'spki', format: 'pem' }))

  const VECTOR = [
    ...['--app-id', 'wxd678efh567hg6787', '--nonce', '5K8264ILTKCH16CQ2502SI8ZNMTM67VS'],
    ...['--package', 'prepay_id=wx2017033010242291fcfe0db70013231072', '--timestamp', '1490840662'],
  ]
  const WX_PAY_KEY = 'qazwsxedcrfvtgbyhnujmikolp111111'

  it("V2: signs and verifies WeChat's vector", async () => {
    const args = [...VECTOR, '--sign-type', 'MD5']
    const { json } = await runWxReady(['sign', 'pay', ...args], { env: { WX_PAY_KEY } })
    expect(json()).toMatchObject({ paySign: '22D9B4E54AB1950F51E0649E8810ACD6', signType: 'MD5' })
    const verify = ['verify', 'pay', ...args, '--pay-sign', '22D9B4E54AB1950F51E0649E8810ACD6']
    expect(await runWxReady(verify, { typed: WX_PAY_KEY })).toMatchObject({ code: 0 })
    const other = [...VECTOR, '--sign-type', 'HMAC-SHA256', '--pay-sign', '22D9B4E54AB1950F51E0649E8810ACD6']
    expect(
      (await runWxReady(['verify', 'pay', ...other, '--json'], { env: { WX_PAY_KEY } })).json(),
    ).toMatchObject({
      ok: false,
      mistakes: ['other-sign-type'],
    })
  })

  it('V3: signs with a key from a file and verifies with its public half', async () => {
    const args = [...VECTOR, '--sign-type', 'RSA']
    const signed = await runWxReady(['sign', 'pay', ...args, '--key-file', keyFile])
    const { paySign } = signed.json() as { paySign: string }
    const verify = async (key: string, more = args) =>
      (
        await runWxReady(['verify', 'pay', ...more, '--pay-sign', paySign, '--key-file', key, '--json'])
      ).json()
    expect(await verify(publicFile)).toMatchObject({ ok: true })
    expect(await verify(keyFile)).toMatchObject({ ok: true })
    const changed = args.map(arg => (arg === '1490840662' ? '1490840663' : arg))
    expect(await verify(publicFile, changed)).toMatchObject({ ok: false, mistakes: [] })
  })

  it('V3: refuses base64url, as WeChat does', async () => {
    const signer = createSign('RSA-SHA256').update(
      `${['wxd678efh567hg6787', '1', 'n', 'prepay_id=1'].join('\n')}\n`,
    )
    const paySign = signer.sign(privateKey, 'base64url')
    const values = [
      '--app-id',
      'wxd678efh567hg6787',
      '--timestamp',
      '1',
      '--nonce',
      'n',
      '--package',
      'prepay_id=1',
    ]
    const args = [
      'verify',
      'pay',
      ...values,
      '--sign-type',
      'RSA',
      `--pay-sign=${paySign}`,
      '--key-file',
      publicFile,
    ]
    const { code, json } = await runWxReady([...args, '--json'])
    expect({ code, verdict: json() }).toMatchObject({ code: 1, verdict: { mistakes: ['not-base64'] } })
  })

  it('refuses a package without prepay_id=, also if it was signed like that', async () => {
    const text = `appId=wx1&nonceStr=n&package=1&signType=MD5&timeStamp=1&key=${WX_PAY_KEY}`
    const paySign = createHash('md5').update(text).digest('hex').toUpperCase()
    const args = [
      '--app-id',
      'wx1',
      '--timestamp',
      '1',
      '--nonce',
      'n',
      '--package',
      '1',
      '--sign-type',
      'MD5',
    ]
    const { code, json } = await runWxReady(['verify', 'pay', ...args, '--pay-sign', paySign, '--json'], {
      env: { WX_PAY_KEY },
    })
    expect({ code, verdict: json() }).toMatchObject({
      code: 1,
      verdict: { mistakes: ['package-without-prefix'] },
    })
  })

  it('never prints a key', async () => {
    const args = ['sign', 'pay', ...VECTOR, '--sign-type', 'RSA', '--key-file', publicFile]
    const { code, err } = await runWxReady(args)
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('not an RSA private key') })
    expect(await runWxReady(['sign', 'pay', '--key', WX_PAY_KEY])).toMatchObject({
      code: 2,
      err: expect.not.stringContaining(WX_PAY_KEY),
    })
    const wrong = await runWxReady(
      ['sign', 'pay', ...VECTOR.slice(0, 4), '--package', 'wx1', '--sign-type', 'MD5'],
      {
        env: { WX_PAY_KEY },
      },
    )
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('package must be prepay_id=…') })
  })
})
