import { type Check, failed, ok, skipped, warning } from '../check.js'

/** In ms. What WeChat tolerates is not documented. */
const CLOCK_LIMIT = 300_000
const CLOCK_NOTICE = 30_000

export const clock: Check = {
  name: 'clock',
  group: 'account',
  title: { en: "this machine's clock agrees with WeChat's", zh: '本机时钟和微信一致' },
  standalone: true,
  async run(context) {
    const offset = await context.clockOffset()
    if (offset === undefined)
      return skipped({ en: 'No response of WeChat has a Date.', zh: '没有收到带 Date 的微信响应。' })
    const seconds = Math.round(offset / 1000)
    const message =
      seconds > 0
        ? { en: `The clock is ${seconds} s slow.`, zh: `时钟慢 ${seconds} 秒。` }
        : { en: `The clock is ${-seconds} s fast.`, zh: `时钟快 ${-seconds} 秒。` }
    if (Math.abs(offset) > CLOCK_LIMIT) return failed('clock-off', message)
    if (Math.abs(offset) > CLOCK_NOTICE) return warning('clock-off', message)
    return ok({ en: `The difference is ${Math.abs(seconds)} s.`, zh: `相差 ${Math.abs(seconds)} 秒。` })
  },
}
