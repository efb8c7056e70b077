/** Comments, and elements whose content is not part of the page where scripts run. */
const INERT = /<!--.*?-->|<(script|noscript|template)\b.*?<\/\1\s*>/gis

/** A tag ends with the first `>` that is not in quotes. */
const META = /<meta\s(?:"[^"]*"|'[^']*'|[^"'>])*>/gi

/** Elements in comments are not part of the page. */
export function withoutComments(html: string): string {
  return html.replace(/<!--.*?-->/gs, '')
}

/** The contents of the `<meta http-equiv>` elements of this name, except those that browsers ignore. */
export function metaContents(html: string, httpEquiv: string): string[] {
  const tags = html.replace(INERT, '').match(META) ?? []
  return tags
    .filter(tag => attributeOf(tag, 'http-equiv')?.toLowerCase() === httpEquiv)
    .map(tag => attributeOf(tag, 'content') ?? '')
}

function attributeOf(tag: string, name: string): string | undefined {
  const pattern = new RegExp(`[\\s"'/]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i')
  const [, ...values] = pattern.exec(tag) ?? []
  const value = values.find(each => each !== undefined)
  return value === undefined ? undefined : decodeEntities(value).trim()
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' }

/** Those that URLs and policies contain. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(amp|quot|apos|lt|gt));/gi, (_, decimal, hex, name) =>
    name ? (ENTITIES[name.toLowerCase()] as string) : String.fromCodePoint(Number(decimal ?? `0x${hex}`)),
  )
}
