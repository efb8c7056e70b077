/** @throws {TypeError} unless `name` is one of `known`; the message lists the nearest of them */
export function checkName(name: unknown, known: readonly string[], what: string): void {
  if (known.includes(name as string)) return
  const near = nearestNames(String(name), known)
  throw new TypeError(`There is no ${what} ${JSON.stringify(name)}. Did you mean ${near.join(', ')}?`)
}

const SUGGESTIONS = 3

function nearestNames(name: string, known: readonly string[]): string[] {
  const text = name.toLowerCase()
  const distances = known.map(each => [each, distance(text, each.toLowerCase())] as const)
  const nearest = distances.sort(([, a], [, b]) => a - b)
  return nearest.slice(0, SUGGESTIONS).map(([each]) => each)
}

/** The number of characters to insert, delete or replace; a name that contains the other one counts as near. */
function distance(a: string, b: string): number {
  if (a !== '' && (a.includes(b) || b.includes(a))) return Math.abs(a.length - b.length) / 4
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, replaced))
    }
    row = next
  }
  return row[b.length] as number
}
