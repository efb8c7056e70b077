/** The name that differs least from a misspelt one. `undefined` if none is similar. */
export function closest(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map(each => ({ each, distance: distanceOf(name, each) }))
    .filter(
      ({ each, distance }) => distance <= Math.max(Math.min(2, each.length - 2), Math.floor(each.length / 3)),
    )
    .sort((one, other) => one.distance - other.distance)
  return best?.each
}

/** Levenshtein distance. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] as number) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row.at(-1) as number
}
