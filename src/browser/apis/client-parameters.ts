import type { Given } from '../util/validate.js'
import { shareableUrl } from './shareable-url.js'

/** `{ cardId }` → `{ card_id }`, also in lists of objects: the spelling of the client's older APIs. */
export function toSnakeCase(parameters: Given): Record<string, unknown> {
  const converted: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(parameters))
    converted[name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)] = Array.isArray(value)
      ? value.map(toSnakeCase)
      : value
  return converted
}

export function toPayment({ timestamp, ...signed }: Given): object {
  return { timeStamp: timestamp, ...signed }
}

/** Defaults to the title and the URL that the page has when the button is pressed. */
export function toSharedPage({ title = document.title, link = shareableUrl(), ...shared }: Given): object {
  return toSnakeCase({ title, link, ...shared })
}

/** Moments (朋友圈) show no description. The client takes the title for it. */
export function toMoment({ title = document.title, ...shared }: Given): object {
  return toSharedPage({ ...shared, title, desc: title })
}

/** The client expects the file name of a mini program's page: `pages/index?id=1` → `pages/index.html?id=1`. */
export function toPageFile(path: unknown): string | undefined {
  if (!path) return undefined
  const [page, query] = String(path).split('?')
  return `${page}.html${query === undefined ? '' : `?${query}`}`
}
