/** How often an account may ask. */
export interface Quota {
  perMinute?: number | undefined
  perDay?: number | undefined
  /** At least so long after the one before, in ms. WeChat does not say with which errcode it refuses: here 45009. */
  apart?: number | undefined
}

/** What WeChat allows each account, by path; `force_refresh` beside what is allowed of `/cgi-bin/stable_token`. */
export const QUOTAS: Readonly<Record<string, Quota>> = {
  '/cgi-bin/stable_token': { perMinute: 10_000, perDay: 500_000 },
  force_refresh: { perDay: 20, apart: 30_000 },
  '/cgi-bin/token': { perDay: 2000 },
  '/cgi-bin/ticket/getticket': { perDay: 1_000_000 },
  '/cgi-bin/media/get': { perDay: 10_000 },
  '/cgi-bin/media/get/jssdk': { perDay: 10_000 },
}

/** Counts a request, or says with which errcode it is refused. What is refused is not counted. */
export type TakeQuota = (appId: string, name: string) => number | undefined

const MINUTE = 60_000
const DAY = 86_400_000

interface Window {
  start: number
  used: number
}

/** A minute and a day begin with the first request, not by WeChat's own clock: no test is to depend on the hour. */
export function createQuotas(quotas: Readonly<Record<string, Quota>>, now: () => number): TakeQuota {
  const windows = new Map<string, Window>()
  const last = new Map<string, number>()

  const windowOf = (key: string, length: number): Window => {
    const known = windows.get(key)
    if (known && now() - known.start < length) return known
    const begun = { start: now(), used: 0 }
    windows.set(key, begun)
    return begun
  }

  return (appId, name) => {
    const { perMinute = Infinity, perDay = Infinity, apart = 0 } = quotas[name] ?? {}
    const key = `${appId} ${name}`
    const day = windowOf(`${key} day`, DAY)
    const minute = windowOf(`${key} minute`, MINUTE)
    if (day.used >= perDay || now() - (last.get(key) ?? -Infinity) < apart) return 45009
    if (minute.used >= perMinute) return 45011
    day.used += 1
    minute.used += 1
    last.set(key, now())
    return undefined
  }
}
