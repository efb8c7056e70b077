import { createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type PaySigner, type PayV2Options, signPayV2, signPayV3 } from '../../src/server/index.js'
import { payV2Signature } from '../../src/server/sign/pay.js'

const APP_ID = 'wxd678efh567hg6787'
const PACKAGE = 'prepay_id=wx2017033010242291fcfe0db70013231072'
const KEY = 'qazwsxedcrfvtgbyhnujmikolp111111'
const NONCE = '5K8264ILTKCH16CQ2502SI8ZNMTM67VS'
const ORDER = { appId: APP_ID, package: PACKAGE }

/** Invalid options, for both versions of the API. */
const MISTAKES: readonly { of: string; with: object; says: string }[] = [
  { of: 'no appId', with: { appId: undefined }, says: 'appId is missing' },
  { of: 'an empty appId', with: { appId: '' }, says: 'appId is missing' },
  { of: 'no package', with: { package: undefined }, says: 'package is missing' },
  { of: 'an empty package', with: { package: '' }, says: 'package is missing' },
  {
    of: 'a prepay_id alone',
    with: { package: 'wx2017033010242291fcfe' },
    says: 'package must be prepay_id=…',
  },
  { of: 'an empty prepay_id', with: { package: 'prepay_id=' }, says: 'package must be prepay_id=…' },
  { of: 'two lines', with: { package: 'prepay_id=wx1\nwx2' }, says: 'package must be prepay_id=…' },
  { of: 'an object as package', with: { package: { id: 1 } }, says: 'package must be a string' },
  { of: 'a long nonce', with: { nonceStr: 'n'.repeat(33) }, says: 'nonceStr has 33 characters' },
  { of: 'an empty nonce', with: { nonceStr: '' }, says: 'nonceStr is missing' },
  { of: 'milliseconds', with: { timestamp: 1490840662000 }, says: 'timestamp must be a time in seconds' },
  { of: 'a date', with: { timestamp: new Date(0) }, says: 'timestamp must be a time in seconds' },
]

describe('payV2Signature', () => {
  // The example in WeChat Pay's documentation of signatures.
  const FIELDS = {
    nonce_str: 'ibuaiVcKdpRxkhJA',
    mch_id: '10000100',
    device_info: 1000,
    body: 'test',
    appid: 'wxd930ea5d5a258f4f',
  }
  const API_KEY = '192006250b4c09247ec02edce69f6a2d'
  it.each([
    ['MD5', '9A0A8659F005D6984697E2CA0A9CF3B7'],
    ['HMAC-SHA256', '6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6'],
  ] as const)('computes the example for %s, whatever empty fields it has', (signType, signature) => {
    expect(payV2Signature(FIELDS, API_KEY, signType)).toBe(signature)
    const empty = { attach: '', detail: undefined, sign: signature }
    expect(payV2Signature({ ...empty, ...FIELDS }, API_KEY, signType)).toBe(signature)
    expect(payV2Signature({ ...FIELDS, attach: 'a' }, API_KEY, signType)).not.toBe(signature)
  })
})

describe('signPayV2', () => {
  it('returns the example with the parameters of wx.chooseWXPay', () => {
    const signed = signPayV2({ ...ORDER, key: KEY, signType: 'MD5', nonceStr: NONCE, timestamp: 1490840662 })
    expect(signed).toEqual({
      timestamp: '1490840662',
      nonceStr: NONCE,
      package: PACKAGE,
      signType: 'MD5',
      paySign: '22D9B4E54AB1950F51E0649E8810ACD6',
    })
  })

  it.each(['MD5', 'HMAC-SHA256'] as const)('signs the returned values and the appId with %s', signType => {
    const { timestamp: timeStamp, paySign, ...others } = signPayV2({ ...ORDER, key: KEY, signType })
    expect(Math.abs(Number(timeStamp) - Date.now() / 1000)).toBeLessThan(60)
    expect(others.nonceStr).toMatch(/^[0-9a-zA-Z]{16,32}$/)
    expect(others.signType).toBe(signType)
    expect(paySign).toBe(payV2Signature({ appId: APP_ID, timeStamp, ...others }, KEY, signType))
  })

  it.each([
    ...MISTAKES,
    { of: 'no key', with: { key: undefined }, says: 'key is missing' },
    { of: 'an empty key', with: { key: '' }, says: 'key is missing' },
    { of: 'a key in bytes', with: { key: Buffer.from(KEY) }, says: 'key must be a string' },
    { of: 'no signType', with: { signType: undefined }, says: "signType must be 'MD5' or 'HMAC-SHA256'" },
    { of: 'RSA', with: { signType: 'RSA' }, says: "signType must be 'MD5' or 'HMAC-SHA256'" },
    { of: 'a property of every object', with: { signType: 'constructor' }, says: "signType must be 'MD5'" },
  ])('throws for $of', ({ with: mistake, says }) => {
    const error = thrownBy(() =>
      signPayV2({ ...ORDER, key: KEY, signType: 'MD5', ...mistake } as PayV2Options),
    )
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toContain(`signPayV2: ${says}`)
    expect(inspect(error, { showHidden: true })).not.toContain(KEY)
  })
})

describe('signPayV3', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const signer = (text: string) => createSign('RSA-SHA256').update(text).sign(privateKey, 'base64')

  it.each<[string, string | Uint8Array | KeyObject | PaySigner]>([
    ['PEM text', pem],
    ['PEM bytes', Buffer.from(pem)],
    ['PEM bytes that are not a Buffer', new TextEncoder().encode(pem)],
    ['PEM in PKCS #1', privateKey.export({ type: 'pkcs1', format: 'pem' })],
    ['a KeyObject', privateKey],
    ['a function', signer],
    ['an asynchronous function', async text => signer(text)],
  ])('creates a signature with %s that the public key verifies', async (_, sign) => {
    const signed = await signPayV3({ ...ORDER, sign })
    const { timestamp, nonceStr, paySign, ...others } = signed
    expect(others).toEqual({ package: PACKAGE, signType: 'RSA' })
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60)
    expect(nonceStr).toMatch(/^[0-9a-zA-Z]{16,32}$/)
    const text = [APP_ID, timestamp, nonceStr, PACKAGE, ''].join('\n')
    expect(createVerify('RSA-SHA256').update(text).verify(publicKey, paySign, 'base64')).toBe(true)
    // Without the last line feed, the signature would be another one.
    expect(createVerify('RSA-SHA256').update(text.trim()).verify(publicKey, paySign, 'base64')).toBe(false)
  })

  it('signs the given nonce and time', async () => {
    const given = { nonceStr: NONCE, timestamp: '1490840662' }
    const signed = await signPayV3({ ...ORDER, sign: pem, ...given })
    expect(signed).toMatchObject(given)
    expect(signed.paySign).toBe(signer(`${APP_ID}\n1490840662\n${NONCE}\n${PACKAGE}\n`))
  })

  it.each(MISTAKES)('throws for $of before anything is signed', async ({ with: mistake, says }) => {
    const sign = vi.fn(signer)
    const error = await rejectionOf(signPayV3({ ...ORDER, sign, ...mistake }))
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toContain(`signPayV3: ${says}`)
    expect(sign).not.toHaveBeenCalled()
  })

  const NO_KEY = 'signPayV3: sign is not an RSA private key'
  it.each<[string, unknown, string]>([
    ['no key', undefined, 'signPayV3: sign is missing'],
    ['an empty key', '', 'signPayV3: sign is missing'],
    ['a number', 5, NO_KEY],
    ['null', null, NO_KEY],
    ['any text', 'secret-of-the-merchant', NO_KEY],
    ['a key whose line breaks were lost', pem.replaceAll('\n', '\\n'), NO_KEY],
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }), NO_KEY],
    ['a public KeyObject', publicKey, NO_KEY],
    ['a key of another type', generateKeyPairSync('ed25519').privateKey, NO_KEY],
    [
      'an RSA-PSS key, whose signatures differ',
      generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey,
      NO_KEY,
    ],
    [
      'a key with a password',
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }),
      NO_KEY,
    ],
  ])('throws for %s, without any of it in the message', async (_, sign, says) => {
    const error = await rejectionOf(signPayV3({ ...ORDER, sign: sign as string }))
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toContain(says)
    const told = inspect(error, { showHidden: true })
    expect(told).not.toContain('secret-of-the-merchant')
    expect(told).not.toContain(pem.split('\n')[1])
  })

  describe('with a function that signs', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    })
    afterEach(() => {
      vi.useRealTimers()
    })
    const signed = (sign: unknown) => rejectionOf(signPayV3({ ...ORDER, sign: sign as PaySigner }))

    it.each<[string, unknown]>([
      ['nothing', undefined],
      ['empty text', ''],
      ['bytes', Buffer.from('signature')],
      ['base64url', 'a-b_'],
      ['an error page', '<html>'],
    ])('throws if it returns %s', async (_, given) => {
      const error = await signed(async () => given)
      expect(error).toBeInstanceOf(TypeError)
      expect(String(error)).toContain('signPayV3: sign must return the signature as base64 text')
      expect(vi.getTimerCount()).toBe(0)
    })

    it.each<[string, (error: Error) => PaySigner]>([
      [
        'throws',
        error => () => {
          throw error
        },
      ],
      ['rejects', error => () => Promise.reject(error)],
    ])('passes on its error if it %s', async (_, sign) => {
      const error = new Error('the key service is down')
      expect(await signed(sign(error))).toBe(error)
      expect(vi.getTimerCount()).toBe(0)
    })

    it('waits for 8 s', async () => {
      let reject: (error: Error) => void = () => {}
      const settled = vi.fn()
      const failure = signed(() => new Promise<string>((_resolve, rejected) => (reject = rejected)))
      failure.then(settled)
      await vi.advanceTimersByTimeAsync(7999)
      expect(settled).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(1)
      expect(await failure).toMatchObject({
        name: 'TimeoutError',
        message: 'signPayV3: sign did not return within 8000 ms',
      })
      // A late rejection must not end the process.
      reject(new Error('too late'))
    })
  })
})

function thrownBy(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it did not reject')
    },
    (error: unknown) => error,
  )
}
