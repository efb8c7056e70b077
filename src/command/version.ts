import { readFileSync } from 'node:fs'

/** The package's own version. The file is at the same distance from src/command and from dist/command. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
