/** Something that the bench demands. */
export interface Check {
  readonly what: string
  readonly held: boolean
}

export function printTitle(title: string, explanation: string): void {
  console.log(`\n${title}\n  ${explanation}`)
}

/** Prints names on the left, and figures in columns beside them. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)))
  for (const line of lines) {
    const cells = widths.map((width, column) => {
      const cell = line[column] ?? ''
      return column === 0 ? cell.padEnd(width) : cell.padStart(width)
    })
    console.log(`  ${cells.join('  ')}`)
  }
}

/** Prints what was demanded and how it went; gives the exit code. */
export function printVerdict(checks: readonly Check[]): number {
  console.log('')
  for (const { what, held } of checks) console.log(`${held ? 'held    ' : 'NOT HELD'}  ${what}`)
  const broken = checks.filter(({ held }) => !held)
  console.log(broken.length === 0 ? '\nall held' : `\n${broken.length} of ${checks.length} did not hold`)
  return broken.length === 0 ? 0 : 1
}
