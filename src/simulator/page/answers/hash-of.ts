/** A short, deterministic hash of an id. */
export function hashOf(id: unknown): string {
  let hash = 0
  for (const character of String(id)) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0
  return (hash >>> 0).toString(36)
}
