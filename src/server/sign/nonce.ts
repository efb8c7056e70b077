import { randomBytes, randomUUID } from 'node:crypto'

/** 32 characters that nobody can guess: as long as WeChat takes. */
export function createNonceStr(): string {
  return randomUUID().replaceAll('-', '')
}

/** So many at a time cost hardly more than one. */
const AT_A_TIME = 128
const DIGITS = 32

/** Makes nonces as `createNonceStr` does, for who needs many: a signature takes hardly longer than a nonce by itself. */
export function createNonces(): () => string {
  let digits = ''
  let next = 0
  return () => {
    if (next >= digits.length) {
      digits = randomBytes((AT_A_TIME * DIGITS) / 2).toString('hex')
      next = 0
    }
    next += DIGITS
    return digits.slice(next - DIGITS, next)
  }
}
