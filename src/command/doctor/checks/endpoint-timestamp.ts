import { type Check, failed, NO_ENDPOINT, ok, skipped } from '../check.js'
import { HttpFailure } from '../http.js'

/** In s. A signature may be that old: servers and clients cache it for some minutes. */
const LIMIT = 300

export const endpointTimestamp: Check = {
  name: 'endpoint-timestamp',
  group: 'endpoint',
  title: { en: 'timestamp is the current time in seconds', zh: 'timestamp 是当前时间（秒）' },
  async run(context) {
    const asked = await context.asked()
    if (!asked) return NO_ENDPOINT
    const { response, fields } = asked
    const timestamp = String(fields.timestamp ?? '')
    if (response instanceof HttpFailure || !/^\d+$/.test(timestamp))
      return skipped({ en: 'There is no timestamp.', zh: '没有 timestamp。' })
    if (timestamp.length >= 13)
      return failed('millisecond-timestamp', {
        en: `${timestamp} has ${timestamp.length} digits: seconds have 10.`,
        zh: `${timestamp} 有 ${timestamp.length} 位：秒是 10 位。`,
      })
    const offset = await context.clockOffset()
    const now = response.at + (offset ?? 0)
    const late = Math.round(now / 1000 - Number(timestamp))
    if (Math.abs(late) <= LIMIT)
      return ok(
        offset === undefined
          ? {
              en: `It differs from this machine's clock by ${Math.abs(late)} s.`,
              zh: `和本机时钟相差 ${Math.abs(late)} 秒。`,
            }
          : {
              en: `It differs from WeChat's clock by ${Math.abs(late)} s.`,
              zh: `和微信的时钟相差 ${Math.abs(late)} 秒。`,
            },
      )
    // The Date header tells a wrong clock from a signature that was made long ago.
    const serverDate = Date.parse(response.headers.date ?? '')
    const isOld = late > 0 && !Number.isNaN(serverDate) && Math.abs(now - serverDate) <= LIMIT * 1000
    return failed(isOld ? 'cached-signature' : 'clock-off', {
      en: late > 0 ? `It is ${late} s in the past.` : `It is ${-late} s in the future.`,
      zh: late > 0 ? `比当前时间早 ${late} 秒。` : `比当前时间晚 ${-late} 秒。`,
    })
  },
}
