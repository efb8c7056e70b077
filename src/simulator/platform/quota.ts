/** How often an account may call an API. */
export interface Quota {
  /** How many calls within a minute, counted from the first one. Beyond it: 45011. @default Infinity */
  perMinute?: number | undefined
  /** How many calls within 24 hours, counted from the first one. Beyond it: 45009. @default Infinity */
  perDay?: number | undefined
  /**
   * The minimum interval between two calls, in ms. WeChat does not document the errcode for a call that is too early; it is
   * 45009 here.
   * @default 0
   */
  apart?: number | undefined
}

/** WeChat's quotas per account, by path. `force_refresh` counts in addition to `/cgi-bin/stable_token`. */
export const QUOTAS: Readonly<Record<string, Quota>> = {
  '/cgi-bin/stable_token': { perMinute: 10_000, perDay: 500_000 },
  force_refresh: { perDay: 20, apart: 30_000 },
  '/cgi-bin/token': { perDay: 2000 },
  '/cgi-bin/ticket/getticket': { perDay: 1_000_000 },
  '/cgi-bin/media/get': { perDay: 10_000 },
  '/cgi-bin/media/get/jssdk': { perDay: 10_000 },
}

/** Counts a call. Returns the errcode if the quota is exhausted; such a call is not counted. */
export type TakeQuota = (appId: string, name: string) => number | undefined

export interface Quotas {
  take: TakeQuota
  /** What an account has used today, by path. */
  used(appId: string): Record<string, QuotaUse>
}

export interface QuotaUse {
  used: number
  /** Missing if there is no limit. */
  perDay?: number
}

const MINUTE = 60_000
const DAY = 86_400_000

interface CountingWindow {
  start: number
  used: number
}

/** Minutes and days start with the first call, not by the calendar, so that no test depends on the time of day. */
export function createQuotas(quotas: Readonly<Record<string, Quota>>, now: () => number): Quotas {
  const windows = new Map<string, CountingWindow>()
  const lastCalls = new Map<string, number>()
  const names = new Set<string>()

  const windowOf = (key: string, length: number): CountingWindow => {
    const current = windows.get(key)
    if (current && now() - current.start < length) return current
    const next = { start: now(), used: 0 }
    windows.set(key, next)
    return next
  }

  return {
    take(appId, name) {
      const { perMinute = Infinity, perDay = Infinity, apart = 0 } = quotas[name] ?? {}
      const key = `${appId} ${name}`
      const day = windowOf(`${key} day`, DAY)
      const minute = windowOf(`${key} minute`, MINUTE)
      if (day.used >= perDay || now() - (lastCalls.get(key) ?? -Infinity) < apart) return 45009
      if (minute.used >= perMinute) return 45011
      day.used += 1
      minute.used += 1
      lastCalls.set(key, now())
      names.add(name)
      return undefined
    },
    used(appId) {
      const uses = [...names].map(name => {
        const perDay = quotas[name]?.perDay
        const { used } = windowOf(`${appId} ${name} day`, DAY)
        return [name, { used, ...(perDay !== undefined && { perDay }) }] as const
      })
      return Object.fromEntries(uses.filter(([, { used }]) => used > 0))
    },
  }
}
